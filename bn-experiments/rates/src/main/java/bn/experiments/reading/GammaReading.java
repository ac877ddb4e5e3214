package bn.experiments.reading;

import bn.theory.unit.UnitRate;

/**
 * What was read of a unit after one backward pass.
 *
 * @param gamma its scale
 * @param gammaGradient derivative of the mean loss of the batch with respect to gamma
 * @param variance biased variance Var(u) of its pre-activation over the batch; NaN if not known
 * @param squaredNorm |w|^2 of its weights; NaN if not known
 * @param rows number N of rows behind the reading, examples times positions; 1 if not known
 * @param line of the file that it is in
 */
record GammaReading(double gamma, double gammaGradient, double variance, double squaredNorm, long rows, long line) {

    /** lambda, NaN for a gamma so small that the quotient means nothing. No eps enters (T3). */
    double lambda() {
        return isDead() ? Double.NaN : -gammaGradient / gamma + 0.0;
    }

    /** lambda Var(u) / |w|^2; NaN if one of them is not known or not defined. */
    double alpha() {
        return squaredNorm > 0 ? lambda() * variance / squaredNorm + 0.0 : Double.NaN;
    }

    /** gamma^2 lambda = -gamma dL/dgamma, which is defined for every gamma. */
    double netRate() {
        return -gamma * gammaGradient + 0.0;
    }

    boolean isDead() {
        return Math.abs(gamma) < UnitRate.DEAD;
    }
}
