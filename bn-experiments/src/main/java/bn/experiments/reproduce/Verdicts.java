package bn.experiments.reproduce;

import bn.experiments.report.Claim;
import bn.experiments.report.NumberText;
import bn.experiments.report.Verdict;

/** Claims held against bars. */
final class Verdicts {

    private Verdicts() { }

    /** A claim that holds if a measured error does not exceed its bar; NaN exceeds every bar. */
    static Claim atMost(String title, String statement, String what, double measured, double bar) {
        return new Claim(title, statement, what + ": " + NumberText.of(measured), "at most " + NumberText.of(bar),
                measured <= bar ? Verdict.SUPPORTED : Verdict.NOT_SUPPORTED);
    }

    /** A claim that a sequence falls from each value to the next. */
    static Claim falling(String title, String statement, String what, double[] values) {
        boolean falls = true;
        for (int i = 1; i < values.length; i++) {
            falls &= values[i] < values[i - 1];
        }
        String measured = what + ": from " + NumberText.of(values[0]) + " to " + NumberText.of(values[values.length - 1]);
        return new Claim(title, statement, measured, "each below the one before",
                falls ? Verdict.SUPPORTED : Verdict.NOT_SUPPORTED);
    }
}
