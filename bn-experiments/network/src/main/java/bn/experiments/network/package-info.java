/** Fully connected networks on a backend: layers and their buffers, the forward and the backward pass, the optimizer. */
package bn.experiments.network;
