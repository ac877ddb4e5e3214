/**
 * The kernels: what every backend computes on its tensors, and the values that parametrize them. The rules that hold
 * for all of them (order, visibility, aliasing, errors) are in {@link bn.api.backend.Backend}.
 */
package bn.api.kernel;
