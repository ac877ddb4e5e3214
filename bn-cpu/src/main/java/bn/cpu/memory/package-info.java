/** Off-heap memory: storage, its owner, and tensors as views of it. */
package bn.cpu.memory;
