package bn.experiments.study;

/**
 * What a claim is held against, set before the run.
 *
 * @param title short name of the claim, with the result of the theory that it tests
 * @param statement what is claimed, in a sentence
 * @param measure what is measured, with its unit
 * @param side on which side of the value the measurement must lie
 * @param value the bar
 * @param reason why it stands there
 */
public record Bar(String title, String statement, String measure, Side side, double value, String reason) {

    /** On which side of a bar a measurement must lie. */
    public enum Side {
        /** At or below it. */
        AT_MOST("at most"),
        /** At or above it. */
        AT_LEAST("at least");

        private final String words;

        Side(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }
}
