package bn.theory.selection;

/**
 * The rate that a criterion selected.
 *
 * @param rate the rate, on the scale of weight decay
 * @param value value of the criterion at the rate
 * @param border whether the rate is an end of the search range
 */
public record SelectedRate(double rate, double value, Border border) {

    /** The position of a selected rate in the search range. */
    public enum Border {
        /** Inside the range: the criterion is larger at both ends. */
        NONE,
        /** The lower end: leaving out the penalty would be as good or better. */
        LOWEST,
        /** The upper end: weights of 0 would be as good or better. */
        HIGHEST
    }
}
