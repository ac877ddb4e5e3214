package bn.experiments.report;

import java.util.Objects;

/**
 * A statement that was tested.
 *
 * @param title     short name, such as {@code T2 gradient identity}
 * @param statement what is claimed, in a sentence
 * @param measured  what was measured, with its unit
 * @param bar       what it was held against, such as {@code at most 1×10⁻¹⁰}
 * @param verdict   how it came out
 * @param reason    why the bar stands where it stands, in a sentence; blank if that is self-evident
 */
public record Claim(String title, String statement, String measured, String bar, Verdict verdict, String reason) {

    public Claim {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(statement, "statement");
        Objects.requireNonNull(measured, "measured");
        Objects.requireNonNull(bar, "bar");
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(reason, "reason");
    }

    /** A claim whose bar needs no reason. */
    public Claim(String title, String statement, String measured, String bar, Verdict verdict) {
        this(title, statement, measured, bar, verdict, "");
    }
}
