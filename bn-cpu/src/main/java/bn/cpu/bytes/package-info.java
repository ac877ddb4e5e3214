/** Kernels on unsigned bytes, computed with integers that float32 represents exactly. */
package bn.cpu.bytes;
