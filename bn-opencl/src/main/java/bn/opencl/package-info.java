/** The OpenCL backend and its provider. */
package bn.opencl;
