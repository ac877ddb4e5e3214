/**
 * Device code for float32. Aparapi translates it to OpenCL; it has no virtual calls to spare and takes one class, so each class
 * adds its operations to those of the one it extends: memory, elements, losses and merges for all devices; then strips for
 * processors, where an item does much and keeps it in private memory, or tiles for GPUs, where the items of a group share local
 * memory.
 */
package bn.opencl.f32;
