/**
 * Convolutions in float32 by oneDNN. It reads images with the channels last, as they are in memory, and has fast code for any number of
 * channels and groups on processors with AVX2 or AVX-512.
 *
 * <p>oneDNN has threads of its own (OpenMP), which would spin while those of the backend work. So it never uses them: each thread of
 * the backend executes a primitive for some of the images.
 */
package bn.cpu.onednn;
