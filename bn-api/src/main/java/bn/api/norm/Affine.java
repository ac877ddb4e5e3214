package bn.api.norm;

import bn.api.InvalidRequestException;

/**
 * Which part of the closing map gamma xhat + beta is learned.
 *
 * @param initialGamma value that gamma starts with and, when fixed, keeps; finite, not 0
 * @param gammaLearned whether gamma is trained
 * @param betaLearned whether beta is trained; it starts with 0
 */
public record Affine(double initialGamma, boolean gammaLearned, boolean betaLearned) {

    /** Checks gamma: with 0 a unit passes nothing on and has no rate. */
    public Affine {
        if (!Double.isFinite(initialGamma) || initialGamma == 0) {
            throw new InvalidRequestException("gamma is a finite number other than 0, got " + initialGamma);
        }
    }

    /** Gamma from 1 and beta from 0, both learned. */
    public static Affine learned() {
        return new Affine(1, true, true);
    }

    /** Gamma fixed, beta learned: the constrained problem of T1. */
    public static Affine fixedGamma(double gamma) {
        return new Affine(gamma, false, true);
    }

    /** Neither learned: gamma 1, beta 0. */
    public static Affine off() {
        return new Affine(1, false, false);
    }
}
