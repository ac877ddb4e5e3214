/** The memory layout of a batch with channels, its division into blocks for threads and caches, and the results of blocks. */
package bn.cpu.channels;
