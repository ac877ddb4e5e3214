/** What the contract demands of all kernels alike: arguments, aliasing, repeatability, memory, the life of tensors and backends. */
package bn.conformance.contract;
