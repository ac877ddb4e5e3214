package bn.theory.optimize;

/**
 * An interval that holds a minimum of the function along a direction.
 *
 * @param low its shorter step, of negative slope, and of a value within the limit of the search
 * @param high its longer step, of a slope of at least 0
 */
record Bracket(Trial low, Trial high) {

    double width() {
        return high.step() - low.step();
    }

    boolean contains(double step) {
        return step > low.step() && step < high.step();
    }

    double middle() {
        return 0.5 * (low.step() + high.step());
    }

    /** Where the slope would be 0 if it were linear. */
    double secant() {
        return (low.step() * high.slope() - high.step() * low.slope()) / (high.slope() - low.slope());
    }
}
