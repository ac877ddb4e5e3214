package bn.experiments.rate;

import bn.theory.batch.MixedMoments;
import bn.theory.batch.ReluKink;

/** What the kinks of ReLU add to T9 at one batch size, summed over the examples; unlike the other terms it is not proportional to 1/M. */
final class KinkSums {
    private final MixedMoments inputs;
    private final double noise;
    private final double[] kink;
    private final double[] decay;

    /**
     * Of no examples.
     *
     * @param inputs mixed moments of the pre-activations at variance 1
     * @param noise standard deviation of the batch mean of a pre-activation of variance 1
     */
    KinkSums(MixedMoments inputs, double noise, int units) {
        this.inputs = inputs;
        this.noise = noise;
        kink = new double[units];
        decay = new double[units];
    }

    /**
     * Adds an example.
     *
     * @param k the unit
     * @param x its pre-activation at variance 1
     * @param gamma its scale for pre-activations of variance 1
     * @param beta its shift
     * @param jump of the derivative of the loss at the kink, times the weight of the example
     */
    void add(int k, double x, double gamma, double beta, double jump) {
        double h = gamma * x + beta;
        double unit = Math.abs(gamma) * noise;
        kink[k] += jump * ReluKink.jensenGap(h, unit * Math.sqrt(inputs.noiseVariance(k, x)));
        decay[k] += jump * ReluKink.jensenGap(h, unit * Math.sqrt(inputs.noiseVarianceWithoutSkewness(k, x)));
    }

    /** The term of each unit. */
    double[] kink() {
        return kink;
    }

    /** The same with the noise of the two-term form. */
    double[] decay() {
        return decay;
    }
}
