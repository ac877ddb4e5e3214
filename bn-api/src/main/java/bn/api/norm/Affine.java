package bn.api.norm;

import bn.api.InvalidRequestException;

/**
 * Which parameters of the affine map gamma xhat + beta are learned.
 *
 * @param initialGamma initial value of gamma, which a fixed gamma keeps; finite, not 0
 * @param gammaLearned whether gamma is trained
 * @param betaLearned whether beta is trained; it starts at 0
 */
public record Affine(double initialGamma, boolean gammaLearned, boolean betaLearned) {

    /** Checks gamma: at 0 a unit has constant outputs and no rate. */
    public Affine {
        if (!Double.isFinite(initialGamma) || initialGamma == 0) {
            throw new InvalidRequestException("gamma is a finite number other than 0, got " + initialGamma);
        }
    }

    /** Both learned; gamma starts at 1, beta at 0. */
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
