package bn.experiments.rate;

import bn.api.Tensor;
import bn.api.norm.BatchStatistics;
import bn.api.norm.Normalization;
import bn.api.norm.Parameter;
import bn.experiments.network.Layer;

/** Sums over batches, for each unit of a layer, of what its rate is read off from. Float64. */
final class UnitSums {
    private final Layer layer;
    private final double[] gammaGradient;
    private final double[] variance;
    private final double[] noise;
    private final double[] scratch;
    private int batches;
    private long noisePairs;

    UnitSums(Layer layer) {
        this.layer = layer;
        int units = layer.dense().outputs();
        gammaGradient = new double[units];
        variance = new double[units];
        noise = new double[units];
        scratch = new double[units];
    }

    /** Adds the gradients and statistics that a backward pass left in the layer. */
    void addGradients() {
        Normalization norm = layer.normalization().orElseThrow();
        norm.gamma().map(Parameter::gradient).ifPresent(gradient -> add(gradient, gammaGradient));
        norm.statistics().map(BatchStatistics::batch).ifPresent(batch -> add(batch.variance(), variance));
        batches++;
    }

    private void add(Tensor values, double[] sum) {
        values.download(scratch, 0);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += scratch[i];
        }
    }

    /**
     * Adds the products of the layer for the same clean examples under two independent draws of the noise: half the squared
     * difference estimates the variance that the noise alone gives to a unit, without bias.
     */
    void addNoisePair(double[] first, double[] second) {
        int units = noise.length;
        for (int i = 0; i < first.length; i++) {
            double difference = first[i] - second[i];
            noise[i % units] += difference * difference / 2;
        }
        noisePairs += first.length / units;
    }

    /** Mean gradient of the loss by gamma. */
    double gammaGradient(int unit) {
        return gammaGradient[unit] / batches;
    }

    /** Mean biased variance of the unit's products in a batch. */
    double variance(int unit) {
        return variance[unit] / batches;
    }

    /** Variance of the unit's products that is due to the noise; 0 if none was measured. */
    double noiseVariance(int unit) {
        return noisePairs == 0 ? 0 : noise[unit] / noisePairs;
    }
}
