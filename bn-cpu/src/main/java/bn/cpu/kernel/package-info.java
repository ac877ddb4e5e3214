/** The kernels as the contract has them: each call's arguments are checked here, then the kernels of their dtype do the work. */
package bn.cpu.kernel;
