/** What a program runs on: OpenCL devices, found and driven through Aparapi, and Java threads. */
package bn.opencl.device;
