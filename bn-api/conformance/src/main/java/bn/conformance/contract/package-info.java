/** What the contract demands of all kernels alike: arguments, aliasing, repeatability, tensors, the life of backends. */
package bn.conformance.contract;
