/** The provider of the OpenCL backend, and the backend. */
package bn.opencl;
