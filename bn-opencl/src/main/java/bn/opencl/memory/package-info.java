/** The memory of an open backend: for each dtype one array on the device, in which tensors and scratch memory are slices. */
package bn.opencl.memory;
