package bn.experiments.advice;

import bn.theory.unit.UnitRate;

/**
 * A unit of a layer with batch norm, as it was measured. NaN stands for what is not known.
 *
 * @param gamma scale of its normalization
 * @param lambda -(dL/dgamma) / gamma, the rate of the penalty (lambda/2) v.Sv (T3)
 * @param lambdaError standard error of lambda
 * @param gradientRms root mean square over batches of dL/dgamma
 */
public record AdvisedUnit(double gamma, double lambda, double lambdaError, double gradientRms) {
    /** Whether |gamma| is so small that lambda is a division by almost 0. */
    boolean isDead() {
        return Math.abs(gamma) < UnitRate.DEAD;
    }
}
