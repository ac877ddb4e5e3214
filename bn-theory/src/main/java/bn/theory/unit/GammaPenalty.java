package bn.theory.unit;

/**
 * The penalty l1 |gamma| + (decay / 2) gamma^2 on the scale of a unit, and the rate that it is at rest: T15 of docs/theory.md. Training
 * channels with L1 on gamma is known as network slimming.
 *
 * @param decay mu, the weight decay on gamma, at least 0
 * @param l1 s, the strength of L1 on gamma, at least 0
 */
public record GammaPenalty(double decay, double l1) {

    /** Checks the ranges. */
    public GammaPenalty {
        if (!(decay >= 0) || !(l1 >= 0)) {
            throw new IllegalArgumentException("weight decay and L1 on gamma are at least 0, got " + decay + " and " + l1);
        }
    }

    /** lambda of a unit at rest: mu + s / |gamma|. NaN if gamma is 0, where a unit has no rate. */
    public double rate(double gamma) {
        return gamma == 0 ? Double.NaN : decay + l1 / Math.abs(gamma);
    }

    /** The |gamma| below which L1 makes the larger part of the rate: s / mu. Infinite without decay, NaN without both. */
    public double crossover() {
        return l1 / decay;
    }

    /**
     * Whether gamma = 0 is at rest: |dL/dgamma| is at most s.
     *
     * @param gammaGradient derivative of the mean loss with respect to gamma at gamma = 0, without the penalty
     */
    public boolean holdsAtZero(double gammaGradient) {
        return Math.abs(gammaGradient) <= l1;
    }
}
