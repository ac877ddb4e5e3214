/**
 * For authors of backends: kernels that check every argument as the contract requires, with messages that name the kernel and the
 * argument, and then call kernels that may trust their arguments.
 */
package bn.api.checked;
