/** The kernels of the contract, as launches of operations. They trust their arguments, and queue nothing. */
package bn.opencl.kernel;
