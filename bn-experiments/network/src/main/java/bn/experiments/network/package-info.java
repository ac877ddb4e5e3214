/** Networks on a backend: nodes and their buffers, the forward and the backward pass, the optimizer. */
package bn.experiments.network;
