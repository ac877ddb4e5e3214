package bn.theory.optimize;

/** Listener to the progress of a minimization. */
@FunctionalInterface
public interface Progress {

    /** Ignores all progress. */
    Progress NONE = (iteration, value, gradientNorm) -> {};

    /**
     * Called at the start (iteration 0) and after each iteration. An exception thrown here ends the minimization.
     *
     * @param iteration number of iterations so far
     * @param value value of the function at the current point
     * @param gradientNorm Euclidean norm of the gradient at the current point
     */
    void iteration(int iteration, double value, double gradientNorm);
}
