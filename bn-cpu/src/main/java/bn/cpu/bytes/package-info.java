/** Kernels on unsigned bytes, in whole numbers that float32 holds exactly. */
package bn.cpu.bytes;
