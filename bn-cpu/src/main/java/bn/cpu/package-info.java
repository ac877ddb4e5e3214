/** The CPU backend and its provider. */
package bn.cpu;
