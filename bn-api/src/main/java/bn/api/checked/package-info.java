/**
 * For those who write a backend: kernels that check every argument as the contract demands, with messages that name the kernel and
 * the argument, before kernels that trust theirs do the work.
 */
package bn.api.checked;
