package bn.theory.optimize;

/** A smooth function of n variables. */
@FunctionalInterface
public interface Objective {

    /**
     * Value and gradient at a point.
     *
     * @param x the point, length n; not to be changed or kept
     * @param gradient receives the gradient, length n
     * @return the value; NaN or infinite where the function is undefined, which shortens the step
     */
    double evaluate(double[] x, double[] gradient);
}
