/** A process that holds one contestant's libraries and times its cases when the runner asks. */
package bn.benchmarks.worker;
