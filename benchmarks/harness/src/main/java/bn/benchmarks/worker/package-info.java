/** The worker process: it has the libraries of one stack, and times cases when the runner asks for it. */
package bn.benchmarks.worker;
