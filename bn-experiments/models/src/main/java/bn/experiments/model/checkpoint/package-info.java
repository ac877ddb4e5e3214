/** Checkpoints that this project writes. */
package bn.experiments.model.checkpoint;
