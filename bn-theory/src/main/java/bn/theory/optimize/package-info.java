/** Unconstrained minimization of smooth functions, down to gradients near the rounding error, float64. */
package bn.theory.optimize;
