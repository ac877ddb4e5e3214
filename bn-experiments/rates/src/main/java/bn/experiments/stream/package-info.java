/** The streams of a network, and the balance of the rates in each of them (T8 for graphs). */
package bn.experiments.stream;
