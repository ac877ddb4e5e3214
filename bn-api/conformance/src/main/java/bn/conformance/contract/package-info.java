/** The parts of the contract that hold for all kernels: arguments, aliasing, repeatability, tensors, closing of backends. */
package bn.conformance.contract;
