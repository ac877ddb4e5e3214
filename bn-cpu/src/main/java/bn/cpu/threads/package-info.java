/** How work is spread over threads: ours for the kernels in Java, OpenBLAS's own for products. */
package bn.cpu.threads;
