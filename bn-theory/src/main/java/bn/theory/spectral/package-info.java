/** The eigenbasis of a covariance, its numerical rank in float64, and the whitening matrix. */
package bn.theory.spectral;
