/** The provider of the CPU backend, and the backend. */
package bn.cpu;
