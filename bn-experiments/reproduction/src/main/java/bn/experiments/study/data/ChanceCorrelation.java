package bn.experiments.study.data;

/**
 * The variance that a linear fit explains in a sample, by signal and by chance: what the population explains, and the fraction
 * rank / (n - 1) of what it leaves. Exact in expectation for residuals of one variance. The population's part is that of a large
 * sample without its own chance part, as in the adjusted R^2.
 */
final class ChanceCorrelation {
    private final ClosedForm large;

    /** By a large sample. */
    ChanceCorrelation(ClosedForm large) {
        this.large = large;
    }

    /** Size of the large sample. */
    long examples() {
        return large.joint().count();
    }

    /** What the population explains of a class; 0 where the estimate is below; NaN if the large sample has too few examples. */
    double population(int k) {
        return Math.max(0, large.variance(k) - unexplained(k));
    }

    private double unexplained(int k) {
        double freedom = examples() - 1 - large.inputs().rank();
        return freedom < 1 ? Double.NaN : (large.variance(k) - large.explained()[k]) * (examples() - 1) / freedom;
    }

    /** What a sample of n examples whose inputs have this rank explains of a class, in expectation. */
    double explained(int k, long n, int rank) {
        return population(k) + (large.variance(k) - population(k)) * Math.min(1, (double) rank / (n - 1));
    }
}
