package bn.experiments.report;

/** How a claim came out. */
public enum Verdict {
    /** The measurement meets the bar. */
    SUPPORTED("supported"),
    /** The measurement misses the bar. */
    NOT_SUPPORTED("not supported"),
    /** The interval of the measurement contains the bar: more seeds would tell. */
    UNDECIDED("undecided"),
    /** The claim's conditions do not hold for these data or settings, so nothing was decided. */
    NOT_APPLICABLE("not applicable");

    private final String label;

    Verdict(String label) {
        this.label = label;
    }

    /** The verdict in words. */
    public String label() {
        return label;
    }
}
