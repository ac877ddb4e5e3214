package bn.experiments.report;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A statement that was tested.
 *
 * @param title     short name, such as {@code T2 gradient identity}
 * @param statement what is claimed, in a sentence
 * @param measured  what was measured, with its unit
 * @param number    the number alone, with its interval if it has one; or, if there is none, why
 * @param bar       the bar, which is the criterion that was set before the measurement, such as {@code at most 1×10⁻¹⁰}
 * @param verdict   the outcome
 * @param reason    why this bar was chosen, in a sentence; blank if that is self-evident
 * @param kind      whether it could turn out otherwise
 * @param tunedOn   the data that had been looked at when the bar was set; blank if none had
 * @param p         two-sided p-value of the bar, by which the verdict was reached; NaN if the measurement has no sampling error
 * @param holm      the same, corrected for the other findings of its family (Holm 1979); NaN like p
 */
public record Claim(String title, String statement, String measured, String number, String bar, Verdict verdict, String reason,
        Kind kind,
        String tunedOn, double p, double holm) {

    /** Whether a claim could turn out otherwise. */
    public enum Kind {
        /** It follows from definitions and algebra: a failure is one of the instrument, which it checks. */
        IDENTITY,
        /** The data decide. */
        FINDING
    }

    public Claim {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(statement, "statement");
        Objects.requireNonNull(measured, "measured");
        Objects.requireNonNull(number, "number");
        Objects.requireNonNull(bar, "bar");
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(tunedOn, "tunedOn");
    }

    /** A finding without sampling error, by a bar that was set before any look at data and needs no reason. */
    public Claim(String title, String statement, String measured, String bar, Verdict verdict) {
        this(title, statement, measured, measured, bar, verdict, "", Kind.FINDING, "", Double.NaN, Double.NaN);
    }

    /** Whether it is a finding, not an identity. */
    public boolean isFinding() {
        return kind == Kind.FINDING;
    }

    /** The same claim with a corrected p-value and the verdict that it leads to. */
    public Claim corrected(double corrected, Verdict other) {
        return new Claim(title, statement, measured, number, bar, other, reason, kind, tunedOn, p, corrected);
    }

    /** How many of some claims have each verdict, in words: {@code 3 supported, 1 undecided}. */
    public static String tally(Iterable<Claim> claims) {
        return Stream.of(Verdict.values())
                .map(verdict -> Map.entry(verdict.label(),
                        StreamSupport.stream(claims.spliterator(), false).filter(claim -> claim.verdict() == verdict).count()))
                .filter(entry -> entry.getValue() > 0).map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }
}
