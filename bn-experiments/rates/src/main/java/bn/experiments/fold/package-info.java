/** Batch normalization folded into the weights of a trained network, with the rates of its units (T11). */
package bn.experiments.fold;
