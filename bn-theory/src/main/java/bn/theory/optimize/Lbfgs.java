package bn.theory.optimize;

/**
 * Limited-memory BFGS (Nocedal 1980; Liu and Nocedal 1989) with the line search of Hager and Zhang (2005).
 *
 * @param tolerance the minimization stops when the Euclidean norm of the gradient is at most this, at least 0
 * @param maxIterations the minimization stops after this number of iterations even without convergence
 */
public record Lbfgs(double tolerance, int maxIterations) {

    /** Checks the ranges. */
    public Lbfgs {
        if (!(tolerance >= 0) || maxIterations < 0) {
            throw new IllegalArgumentException("tolerance and iterations are at least 0, got " + tolerance + " and "
                    + maxIterations);
        }
    }

    /**
     * Minimizes a function.
     *
     * @param start starting point; not changed
     * @throws IllegalArgumentException if the value or the gradient at the start is not finite
     */
    public MinimizationResult minimize(Objective objective, double[] start, Progress progress) {
        int n = start.length;
        double[] x = start.clone();
        double[] gradient = new double[n];
        double value = objective.evaluate(x, gradient);
        double norm = Vectors.norm(gradient);
        if (!Double.isFinite(value) || !Double.isFinite(norm)) {
            throw new IllegalArgumentException("at the start the function is " + value + " and its gradient has norm " + norm);
        }
        LineSearch line = new LineSearch(objective, n);
        InverseHessian hessian = new InverseHessian();
        int iteration = 0;
        progress.iteration(iteration, value, norm);
        while (norm > tolerance && iteration < maxIterations) {
            double[] direction = hessian.descent(gradient);
            double slope = Vectors.dot(direction, gradient);
            // Without curvature pairs the direction has no scale: then the first step is at most 1 long.
            double firstStep = hessian.isEmpty() ? Math.min(1, 1 / norm) : 1;
            if (!(slope < 0) || !line.search(x, value, slope, direction, firstStep)) {
                if (hessian.isEmpty()) {
                    break;
                }
                hessian.clear();
                continue;
            }
            double[] step = new double[n];
            double[] change = new double[n];
            Vectors.combine(line.point(), -1, x, step);
            Vectors.combine(line.gradient(), -1, gradient, change);
            hessian.add(step, change);
            System.arraycopy(line.point(), 0, x, 0, n);
            System.arraycopy(line.gradient(), 0, gradient, 0, n);
            value = line.value();
            norm = Vectors.norm(gradient);
            progress.iteration(++iteration, value, norm);
        }
        return new MinimizationResult(x, value, norm, iteration, norm <= tolerance);
    }
}
