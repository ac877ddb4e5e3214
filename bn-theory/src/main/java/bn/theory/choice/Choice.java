package bn.theory.choice;

/**
 * A rate that a criterion chose.
 *
 * @param rate the rate, on the scale of weight decay
 * @param value the criterion there
 * @param border whether it is a border of the range searched
 */
public record Choice(double rate, double value, Border border) {

    /** Where in the range that was searched a choice lies. */
    public enum Border {
        /** Inside: the criterion is larger at both ends. */
        NONE,
        /** At the lower end: no rate at all is as good or better. */
        LOWEST,
        /** At the upper end: no weights at all are as good or better. */
        HIGHEST
    }
}
