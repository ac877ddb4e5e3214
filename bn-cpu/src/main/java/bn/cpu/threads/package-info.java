/** The threads of the backend: a team of our own for the kernels in Java, and OpenBLAS's own threads for matrix products. */
package bn.cpu.threads;
