/** The experiments behind {@code bn reproduce}: each tests claims of the theory on real computations and says how it came out. */
package bn.experiments.reproduce;
