package bn.experiments.report;

/** The outcome of testing a claim. */
public enum Verdict {
    /** The measurement meets the bar. */
    SUPPORTED("supported"),
    /** The measurement misses the bar. */
    NOT_SUPPORTED("not supported"),
    /** The interval of the measurement contains the bar: more seeds are needed to decide. */
    UNDECIDED("undecided"),
    /** The conditions of the claim do not hold for these data or settings, so it was not tested. */
    NOT_APPLICABLE("not applicable");

    private final String label;

    Verdict(String label) {
        this.label = label;
    }

    /** The verdict as text. */
    public String label() {
        return label;
    }
}
