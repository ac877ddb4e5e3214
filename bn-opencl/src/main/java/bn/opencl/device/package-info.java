/** The devices that programs run on: OpenCL devices, found and driven through Aparapi, and Aparapi's Java threads. */
package bn.opencl.device;
