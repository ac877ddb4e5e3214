package bn.experiments.study;

/**
 * What a claim is judged by, set before the run.
 *
 * @param title short name of the claim, with the result of the theory that it tests
 * @param statement what is claimed, in a sentence
 * @param measure what is measured, with its unit
 * @param side whether the value is an upper or a lower bound
 * @param value the bound
 * @param reason why it has this value
 */
public record Criterion(String title, String statement, String measure, Bound side, double value, String reason) {

    /** How a measurement must lie to a value. */
    public enum Bound {
        /** At or below it. */
        AT_MOST("at most"),
        /** At or above it. */
        AT_LEAST("at least");

        private final String words;

        Bound(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }
}
