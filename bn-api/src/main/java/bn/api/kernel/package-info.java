/**
 * Kernels, the computations of every backend on its tensors, and their parameters. The rules that hold for all of them (order,
 * visibility, aliasing, errors, accuracy) are in {@link bn.api.backend.Backend}.
 */
package bn.api.kernel;
