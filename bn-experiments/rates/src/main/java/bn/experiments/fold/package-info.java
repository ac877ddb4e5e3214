/** Batch normalization taken out of a trained network, and the rates that it leaves behind (T11). */
package bn.experiments.fold;
