package bn.experiments.rate;

import java.io.Serializable;

/**
 * Means over batches of what the rates of a layer's units follow from, float64: the gradients of gamma and beta, and the variance
 * of the pre-activations. Means of different batches are merged.
 */
final class UnitMeans implements Serializable {
    private static final long serialVersionUID = 1L;

    private final double[] gammaGradient;
    private final double[] betaGradient;
    private final double[] variance;
    /** Sum of squared deviations of the gradient of gamma from its mean (Welford 1962). */
    private final double[] squares;
    private int batches;

    /** Of no batch yet. */
    UnitMeans(int units) {
        gammaGradient = new double[units];
        betaGradient = new double[units];
        variance = new double[units];
        squares = new double[units];
    }

    /**
     * Adds a batch; each array has one number a unit.
     *
     * @param gammas gradient of the batch's mean loss with respect to gamma
     * @param betas the same with respect to beta
     * @param variances biased variance of the pre-activations
     */
    void add(double[] gammas, double[] betas, double[] variances) {
        batches++;
        for (int k = 0; k < squares.length; k++) {
            double apart = gammas[k] - gammaGradient[k];
            gammaGradient[k] += apart / batches;
            squares[k] += apart * (gammas[k] - gammaGradient[k]);
            betaGradient[k] += (betas[k] - betaGradient[k]) / batches;
            variance[k] += (variances[k] - variance[k]) / batches;
        }
    }

    /** Adds the batches of others, which are none of these (squares by Chan, Golub and LeVeque 1979). */
    void merge(UnitMeans others) {
        if (others.batches == 0) {
            return;
        }
        int all = Math.addExact(batches, others.batches);
        double weight = (double) others.batches / all;
        for (int k = 0; k < squares.length; k++) {
            double apart = others.gammaGradient[k] - gammaGradient[k];
            gammaGradient[k] += apart * weight;
            squares[k] += others.squares[k] + apart * apart * batches * weight;
            betaGradient[k] += (others.betaGradient[k] - betaGradient[k]) * weight;
            variance[k] += (others.variance[k] - variance[k]) * weight;
        }
        batches = all;
    }

    /** Number of units. */
    int units() {
        return squares.length;
    }

    /** Number of batches. */
    int batches() {
        return batches;
    }

    /** Mean gradient with respect to gamma. */
    double[] gammaGradient() {
        return gammaGradient;
    }

    /** Mean gradient with respect to beta. */
    double[] betaGradient() {
        return betaGradient;
    }

    /** Mean variance. */
    double[] variance() {
        return variance;
    }

    /** How the rates vary between the batches, of units with these scales. */
    BatchSpread spread(double[] gamma) {
        return BatchSpread.of(batches, gamma, gammaGradient, squares);
    }
}
