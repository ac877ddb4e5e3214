/** The eigenbasis of a covariance, the rank that float64 can tell, and the whitening map. */
package bn.theory.spectral;
