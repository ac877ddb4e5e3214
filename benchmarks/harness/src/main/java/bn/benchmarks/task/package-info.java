/** What is timed: sizes, data, amounts of work, and checks of results, the same for every contestant. */
package bn.benchmarks.task;
