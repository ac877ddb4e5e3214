package bn.experiments.study;

import bn.experiments.report.Claim;
import bn.experiments.report.Verdict;

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
        WITHIN("from 0 by at most"),
        /** Farther from 0 than it, on one of the sides. */
        BEYOND("from 0 by at least");

        private final String words;

        Bound(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** Whether a number, which is finite, lies as it must. */
    boolean meets(double number) {
        return switch (side) {
            case AT_MOST -> number <= value;
            case AT_LEAST -> number >= value;
            case WITHIN -> Math.abs(number) <= value;
            case BEYOND -> Math.abs(number) >= value;
        };
    }

    /** The verdict on the interval of a finite mean: all of it, some of it or nothing of it lies as it must. */
    Verdict verdict(Estimate estimate) {
        boolean inside = estimate.most() <= value && estimate.least() >= -value;
        boolean outside = estimate.least() > value || estimate.most() < -value;
        return switch (side) {
            case AT_MOST -> verdict(estimate.most() <= value, estimate.least() <= value);
            case AT_LEAST -> verdict(estimate.least() >= value, estimate.most() >= value);
            case WITHIN -> verdict(inside, !outside);
            case BEYOND -> verdict(outside, !inside);
        };
    }

    private static Verdict verdict(boolean all, boolean some) {
        return all ? Verdict.SUPPORTED : some ? Verdict.UNDECIDED : Verdict.NOT_SUPPORTED;
    }

    /**
     * How far the mean is from failing, in units of half the interval; below 0 if it fails. Without an interval nothing is in doubt: it
     * is infinitely far.
     */
    double margin(Estimate estimate) {
        double reach = (estimate.most() - estimate.least()) / 2;
        double far = distance(estimate);
        return reach > 0 ? far / reach : far < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }

    /** How far the mean is from failing; below 0 if it fails. */
    double distance(Estimate estimate) {
        return switch (side) {
            case AT_MOST -> value - estimate.mean();
            case AT_LEAST -> estimate.mean() - value;
            case WITHIN -> value - Math.abs(estimate.mean());
            case BEYOND -> Math.abs(estimate.mean()) - value;
        };
    }

    /**
     * The two-sided p-value of the bound that separates an estimate from the other verdict; with two bounds that of the nearer one,
     * which is the larger p.
     */
    double p(Estimate estimate) {
        boolean both = side == Bound.WITHIN || side == Bound.BEYOND;
        return both ? estimate.p(Math.copySign(value, estimate.mean())) : estimate.p(value);
    }
}
