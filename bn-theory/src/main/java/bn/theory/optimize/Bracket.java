package bn.theory.optimize;

/**
 * An interval that contains a minimum of the function along a direction.
 *
 * @param low the shorter step: its slope is negative, and its value is within the limit of the search
 * @param high the longer step: its slope is at least 0
 */
record Bracket(TrialStep low, TrialStep high) {

    double width() {
        return high.step() - low.step();
    }

    boolean contains(double step) {
        return step > low.step() && step < high.step();
    }

    double middle() {
        return 0.5 * (low.step() + high.step());
    }

    /** The zero of the slope by linear interpolation. */
    double secant() {
        return (low.step() * high.slope() - high.step() * low.slope()) / (high.slope() - low.slope());
    }
}
