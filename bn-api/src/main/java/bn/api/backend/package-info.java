/** Backends: found by name, probed for what the machine offers, opened, and asked for tensors and kernels. */
package bn.api.backend;
