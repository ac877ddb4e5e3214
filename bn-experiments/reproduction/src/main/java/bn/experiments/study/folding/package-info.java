/**
 * Batch normalization taken out of a trained network, and training that goes on without it, with its rates or
 * otherwise (T11).
 */
package bn.experiments.study.folding;
