/** How a batch of channels lies in memory and is divided for threads and caches, and what its parts add up to. */
package bn.cpu.channels;
