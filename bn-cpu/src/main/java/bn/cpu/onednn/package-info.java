/**
 * Convolutions in float32 by oneDNN. It reads images with the channels last, as they are in memory, and has fast code for any number of
 * channels and groups on processors with AVX2 or AVX-512. Windows of 3 x 3 are computed by Winograd's algorithm where that takes less time
 * and the processor has AVX-512; it wants blocks of 16 channels, into which parts of the images are copied while they are in the cache.
 *
 * <p>oneDNN has threads of its own (OpenMP), which would spin while those of the backend work. So it never uses them: each thread of
 * the backend executes a primitive for some of the images.
 */
package bn.cpu.onednn;
