/** Moments of data in float64 on the host: mean and covariance, and the third and fourth along directions; all of them merge. */
package bn.theory.moments;
