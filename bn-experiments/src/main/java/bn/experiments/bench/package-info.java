/** Benchmarks that time backends side by side, on the main kernels and on a training step, and compare their results. */
package bn.experiments.bench;
