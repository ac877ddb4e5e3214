/** The kernels of the contract as launches of device operations. They are synchronous and do not check their arguments. */
package bn.opencl.kernel;
