/** Backends timed side by side, on the main kernels and on a whole training step, with the difference of their results. */
package bn.experiments.bench;
