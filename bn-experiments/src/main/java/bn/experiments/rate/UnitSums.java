package bn.experiments.rate;

import bn.api.Tensor;
import bn.api.norm.BatchStatistics;
import bn.api.norm.Normalization;
import bn.api.norm.Parameter;
import bn.experiments.network.Layer;
import java.util.Arrays;

/** Sums over batches, for each unit of a layer, of what its rate is read off from. Float64. */
final class UnitSums {
    private final Layer layer;
    private final double[] gammaGradient;
    private final double[] variance;
    private final double[] scratch;
    private int batches;

    UnitSums(Layer layer) {
        this.layer = layer;
        int units = layer.dense().outputs();
        gammaGradient = new double[units];
        variance = new double[units];
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

    /** Mean gradient of the loss by gamma, of each unit. */
    double[] gammaGradient() {
        return mean(gammaGradient);
    }

    /** Mean biased variance of each unit's products in a batch. */
    double[] variance() {
        return mean(variance);
    }

    private double[] mean(double[] sum) {
        return Arrays.stream(sum).map(value -> value / batches).toArray();
    }
}
