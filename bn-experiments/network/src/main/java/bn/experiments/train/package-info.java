/** Training: the plan, the loop over epochs and batches, metrics, evaluation. */
package bn.experiments.train;
