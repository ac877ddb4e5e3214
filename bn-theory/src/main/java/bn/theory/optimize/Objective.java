package bn.theory.optimize;

/** A smooth function of n variables. */
@FunctionalInterface
public interface Objective {

    /**
     * Value and gradient at a point.
     *
     * @param x the point, length n; the method must not change or keep the array
     * @param gradient receives the gradient, length n
     * @return the value; NaN or infinite where the function is undefined: then a shorter step is tried
     */
    double evaluate(double[] x, double[] gradient);
}
