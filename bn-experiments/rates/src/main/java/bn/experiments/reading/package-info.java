/** Rates from readings of gamma and its gradient that any framework can write, of several layers and steps (T3). */
package bn.experiments.reading;
