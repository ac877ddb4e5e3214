package bn.theory.optimize;

/** A step of a line search, with the value of the function and its slope along the direction after that step. */
record TrialStep(double step, double value, double slope) {

    boolean isFinite() {
        return Double.isFinite(value) && Double.isFinite(slope);
    }
}
