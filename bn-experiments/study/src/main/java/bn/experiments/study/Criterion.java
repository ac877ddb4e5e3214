package bn.experiments.study;

import bn.experiments.report.Claim;

/**
 * What a claim is judged by, set before the run.
 *
 * @param title short name of the claim, with the result of the theory that it tests
 * @param statement what is claimed, in a sentence
 * @param measure what is measured, with its unit
 * @param side how the measurement must lie to the value
 * @param value the bound
 * @param reason why it has this value
 * @param kind whether the claim could turn out otherwise
 * @param tunedOn the data that had been looked at when the value was set; blank if none had
 */
public record Criterion(String title, String statement, String measure, Bound side, double value, String reason, Claim.Kind kind,
        String tunedOn) {

    /** How a measurement must lie to a value. */
    public enum Bound {
        /** At or below it. */
        AT_MOST("at most"),
        /** At or above it. */
        AT_LEAST("at least"),
        /** No farther from 0 than it: an equivalence, by two one-sided tests. */
        WITHIN("from 0 by at most");

        private final String words;

        Bound(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** Whether a number lies as it must. NaN does not. */
    boolean meets(double number) {
        return switch (side) {
            case AT_MOST -> number <= value;
            case AT_LEAST -> number >= value;
            case WITHIN -> Math.abs(number) <= value;
        };
    }

    /**
     * The two-sided p-value of the bound that separates an estimate from the other verdict; of an equivalence that is met, that of
     * the nearer bound, which is the larger of both.
     */
    double p(Estimate estimate) {
        return side == Bound.WITHIN ? estimate.p(Math.copySign(value, estimate.mean())) : estimate.p(value);
    }
}
