/** Fully connected networks on a backend: layers, their buffers, the forward and backward pass, the optimizer, checkpoints. */
package bn.experiments.network;
