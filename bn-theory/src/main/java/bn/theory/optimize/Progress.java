package bn.theory.optimize;

/** Told how a minimization goes. */
@FunctionalInterface
public interface Progress {

    /** Says nothing to no one. */
    Progress NONE = (iteration, value, gradientNorm) -> { };

    /**
     * Called at the start (iteration 0) and after each iteration. What it throws ends the minimization.
     *
     * @param iteration iterations done
     * @param value the function there
     * @param gradientNorm Euclidean norm of the gradient there
     */
    void iteration(int iteration, double value, double gradientNorm);
}
