/** The runner: starts the workers, asks them in turn, prints the tables. */
package bn.benchmarks.run;
