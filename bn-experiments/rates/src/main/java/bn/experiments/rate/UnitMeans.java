package bn.experiments.rate;

import bn.experiments.stream.BatchMeans;
import java.io.Serializable;

/**
 * Means over batches of what the rates of a layer's units follow from, float64: the gradients of gamma and beta, the variance of the
 * pre-activations, and the net rate of the layer. Means of different batches are merged.
 */
final class UnitMeans implements Serializable {
    private static final long serialVersionUID = 1L;

    private final double[] gamma;
    private final double[] gammaGradient;
    private final double[] betaGradient;
    private final double[] variance;
    /** Sum of squared deviations of the gradient of gamma from its mean (Welford 1962). */
    private final double[] squares;
    private final BatchMeans netRate = new BatchMeans();
    private int batches;

    /**
     * Of no batch yet.
     *
     * @param gamma scale of each unit, the same in all batches; zeros if there is none
     */
    UnitMeans(double[] gamma) {
        this.gamma = gamma.clone();
        gammaGradient = new double[gamma.length];
        betaGradient = new double[gamma.length];
        variance = new double[gamma.length];
        squares = new double[gamma.length];
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
        double net = 0;
        for (int k = 0; k < squares.length; k++) {
            net -= gamma[k] * gammas[k];
            double apart = gammas[k] - gammaGradient[k];
            gammaGradient[k] += apart / batches;
            squares[k] += apart * (gammas[k] - gammaGradient[k]);
            betaGradient[k] += (betas[k] - betaGradient[k]) / batches;
            variance[k] += (variances[k] - variance[k]) / batches;
        }
        netRate.add(net);
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
        netRate.merge(others.netRate);
        batches = all;
    }

    /** Number of units. */
    int units() {
        return gamma.length;
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

    /** How the rates vary between the batches. */
    BatchSpread spread() {
        return BatchSpread.of(netRate.mean(), gamma, gammaGradient, squares);
    }
}
