package bn.experiments.rate;

import bn.api.norm.BatchStatistics;
import bn.api.norm.Normalization;
import bn.experiments.network.Layer;
import bn.experiments.network.Network;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Statistics of a layer's pre-activations over all examples, in float64.
 *
 * @param mean of each unit
 * @param variance biased, of each unit
 * @param eps what the normalization adds to the variance
 */
record PopulationStatistics(double[] mean, double[] variance, double eps) {

    /**
     * Replaces the running statistics by those of all examples. Layer by layer, because the inputs of a layer
     * depend on the statistics of the layers below: one pass for each normalization that has statistics.
     *
     * @return the statistics of those layers
     * @throws bn.api.BnException if they are not finite, or do not fit the network's type
     */
    static Map<Layer, PopulationStatistics> replaceRunning(Network network, BlockIterator blocks) {
        Map<Layer, PopulationStatistics> replaced = new LinkedHashMap<>();
        for (int l = 0; l < network.layers().size(); l++) {
            Layer layer = network.layers().get(l);
            Optional<BatchStatistics> place = layer.normalization().flatMap(Normalization::statistics);
            if (place.isPresent()) {
                PopulationStatistics statistics = of(network, layer, place.get().eps(), blocks);
                FiniteCheck.check("the mean", l + 1, statistics.mean, network.spec().dtype());
                FiniteCheck.checkVariance(l + 1, statistics.variance, statistics.eps, network.spec().dtype());
                place.get().running().mean().upload(statistics.mean, 0);
                place.get().running().variance().upload(statistics.variance, 0);
                replaced.put(layer, statistics);
            }
        }
        return replaced;
    }

    private static PopulationStatistics of(Network network, Layer layer, double eps, BlockIterator blocks) {
        int units = layer.linear().units();
        PopulationStatistics sums = new PopulationStatistics(new double[units], new double[units], eps);
        int[] before = {0};
        blocks.forEach(count -> {
            network.infer(blocks.inputs());
            sums.merge(layer.preActivations(count).toDoubles(), before[0], count);
            before[0] += count;
        });
        for (int k = 0; k < units; k++) {
            sums.variance[k] /= blocks.examples();
        }
        return sums;
    }

    /** Adds a block to the means and to the sums of squared deviations (Chan, Golub and LeVeque 1983). */
    private void merge(double[] preActivations, int before, int count) {
        int units = mean.length;
        for (int k = 0; k < units; k++) {
            double blockMean = 0;
            for (int i = k; i < preActivations.length; i += units) {
                blockMean += preActivations[i] / count;
            }
            double squares = 0;
            for (int i = k; i < preActivations.length; i += units) {
                squares += (preActivations[i] - blockMean) * (preActivations[i] - blockMean);
            }
            double difference = blockMean - mean[k];
            mean[k] += difference * count / (before + count);
            variance[k] += squares + difference * difference * before * count / (before + count);
        }
    }

    /** What the normalization divides by. */
    double deviation(int unit) {
        return Math.sqrt(variance[unit] + eps);
    }

    /** The normalized pre-activations, N x K; 0 for a unit whose deviation is 0. */
    double[] normalize(double[] preActivations) {
        double[] x = new double[preActivations.length];
        for (int i = 0; i < x.length; i++) {
            int k = i % mean.length;
            double s = deviation(k);
            x[i] = s == 0 ? 0 : (preActivations[i] - mean[k]) / s;
        }
        return x;
    }

    /**
     * The backward pass for a block of n examples: (gamma / s) (dz - (dbeta + x dgamma) / n).
     *
     * @param dz gradient of the block's mean loss with respect to gamma x + beta, n x K; overwritten with that with respect to
     *     the pre-activations
     * @param all the gradients dgamma and dbeta of the mean loss over all examples
     */
    double[] backward(double[] dz, double[] preActivations, double[] gamma, LayerGradients all) {
        double[] x = normalize(preActivations);
        int count = dz.length / mean.length;
        for (int i = 0; i < dz.length; i++) {
            int k = i % mean.length;
            double s = deviation(k);
            dz[i] = s == 0 ? 0 : gamma[k] / s * (dz[i] - (all.beta()[k] + x[i] * all.gamma()[k]) / count);
        }
        return dz;
    }
}
