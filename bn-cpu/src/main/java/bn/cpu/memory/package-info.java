/** Off-heap storage: who owns it, and tensors as views of it. */
package bn.cpu.memory;
