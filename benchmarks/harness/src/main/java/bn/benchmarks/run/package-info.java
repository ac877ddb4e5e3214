/** The runner: it starts the workers, lets them measure in turn, and prints the tables. */
package bn.benchmarks.run;
