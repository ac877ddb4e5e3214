package bn.theory.optimize;

/**
 * Where a minimization ended.
 *
 * @param x the point
 * @param value the function there
 * @param gradientNorm Euclidean norm of the gradient there
 * @param iterations iterations done
 * @param converged whether the gradient norm is within the tolerance; if not, the iterations ran out or rounding errors
 *     left no step that improves
 */
public record Minimum(double[] x, double value, double gradientNorm, int iterations, boolean converged) { }
