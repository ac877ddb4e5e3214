package bn.theory.optimize;

/**
 * The result of a minimization.
 *
 * @param x the last point
 * @param value value of the function at x
 * @param gradientNorm Euclidean norm of the gradient at x
 * @param iterations number of iterations
 * @param converged whether the gradient norm is within the tolerance; if not, the limit of iterations was reached, or no step
 *     decreases the function because of rounding errors
 */
public record MinimizationResult(double[] x, double value, double gradientNorm, int iterations, boolean converged) {}
