/** The memory of an open backend: for each dtype an arena, which is one array on the device, with tensors as slices of it. */
package bn.opencl.memory;
