/** Moments of data in float64 on the host: mean and covariance, and the third and fourth moments along directions; all of them merge. */
package bn.theory.moments;
