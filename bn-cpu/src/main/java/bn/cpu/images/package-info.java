/** The memory layout of images, for kernels that read windows of them. */
package bn.cpu.images;
