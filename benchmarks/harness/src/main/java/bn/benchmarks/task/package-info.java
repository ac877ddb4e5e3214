/** The tasks that are timed, the same for every contestant: sizes, data, amounts of work, and checks of results. */
package bn.benchmarks.task;
