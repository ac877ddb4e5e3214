package bn.experiments.verify;

/**
 * How closely a result of docs/theory.md held.
 *
 * @param theorem its number, T1 to T11
 * @param compared what was compared with what
 * @param error the largest relative difference
 * @param bar what it may be at most
 * @param passed whether it is
 */
public record TheoremResult(String theorem, String compared, double error, double bar, boolean passed) {

    /** A result whose error is within the bar or not; NaN is not. */
    TheoremResult(String theorem, String compared, double error, double bar) {
        this(theorem, compared, error, bar, error <= bar);
    }
}
