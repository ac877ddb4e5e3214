package bn.experiments.verify;

/**
 * How exactly a result of docs/theory.md holds.
 *
 * @param theorem its number, T1 to T18
 * @param compared what was compared with what
 * @param error the largest relative difference
 * @param bar the largest error that passes
 * @param passed whether the error is at most that
 */
public record TheoremResult(String theorem, String compared, double error, double bar, boolean passed) {

    /** A result that passes if the error is at most the bar; NaN does not. */
    TheoremResult(String theorem, String compared, double error, double bar) {
        this(theorem, compared, error, bar, error <= bar);
    }
}
