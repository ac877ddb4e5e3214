/** bn through its public API. */
package bn.benchmarks.ours;
