/** The streams of a network, and the balance of the rates in each of them (T13). */
package bn.experiments.stream;
