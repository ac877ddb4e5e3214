package bn.theory.batch;

import org.ojalgo.function.special.ErrorFunction;

/** What noise before a ReLU adds to the mean of what comes out. */
public final class ReluKink {
    private static final double DENSITY = 1 / Math.sqrt(2 * Math.PI);
    /** Beyond as many deviations the kink adds less than 1e-17 of a deviation. */
    private static final double REACH = 8;

    private ReluKink() { }

    /**
     * E max(h + e, 0) - max(h, 0) for normal e of mean 0: its integral over h is half the variance of e.
     *
     * @param h what the ReLU takes
     * @param deviation of e, at least 0
     */
    public static double of(double h, double deviation) {
        double t = Math.abs(h) / deviation;
        // NaN where both are 0: then nothing is added either.
        if (!(t < REACH)) {
            return 0;
        }
        double density = DENSITY * Math.exp(-0.5 * t * t);
        double beyond = 0.5 * ErrorFunction.erfc(t / Math.sqrt(2));
        // A difference of near numbers far out: at least 0, as the ReLU is convex.
        return deviation * Math.max(0, density - t * beyond);
    }
}
