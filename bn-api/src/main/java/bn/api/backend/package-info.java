/** Backends: they are found by name, probed on this machine and opened; then they allocate tensors and provide kernels. */
package bn.api.backend;
