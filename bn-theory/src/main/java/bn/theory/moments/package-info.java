/** Moments of data in float64 on the host: count, mean and scatter of rows. */
package bn.theory.moments;
