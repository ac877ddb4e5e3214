package bn.experiments.rate;

import bn.api.norm.BatchStatistics;
import bn.api.norm.Normalization;
import bn.experiments.network.Layer;
import bn.experiments.stream.BatchMean;
import bn.theory.unit.LayerRates;
import bn.theory.unit.UnitRate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The rates of a layer with a normalization, of one batch or as means over batches.
 *
 * @param layer its number among these layers, from 1
 * @param name of its node
 * @param rates of its units; empty if its normalization has no gamma, so that the theory does not apply
 * @param hasL2 whether the equivalent L2 rate is known: only if the normalization divides by statistics of the batch,
 *     and a linear map of its own comes before
 * @param betaGradient derivative of the mean loss with respect to the shift of each unit; zeros if there are none
 * @param spread how the rates vary between batches; empty if all examples are one batch, or there are no rates
 */
public record LayerMeasurement(int layer, String name, Optional<LayerRates> rates, boolean hasL2, double[] betaGradient,
        Optional<BatchSpread> spread) {

    /**
     * The measurement of a layer.
     *
     * @param gammaGradient gradient of the mean loss with respect to the scale of each unit
     * @param betaGradient gradient of the mean loss with respect to the shift of each unit
     * @param variance biased variance of the pre-activations of each unit; unused if the normalization has no statistics
     * @param noise the variance from noise on the network's inputs
     */
    static LayerMeasurement of(int number, Layer layer, double[] gammaGradient, double[] betaGradient, double[] variance,
            NoiseVariance noise) {
        Normalization norm = layer.normalization().orElseThrow();
        if (norm.gamma().isEmpty()) {
            return new LayerMeasurement(number, layer.name(), Optional.empty(), false, betaGradient, Optional.empty());
        }
        double eps = norm.statistics().map(BatchStatistics::eps).orElse(0.0);
        double[] gamma = norm.gamma().get().value().toDoubles();
        double[] squaredNorm = squaredNorms(layer);
        double[] sigma = noise.sigma(layer, squaredNorm);
        List<UnitRate> units = new ArrayList<>();
        for (int k = 0; k < gamma.length; k++) {
            units.add(new UnitRate(gamma[k], gammaGradient[k], variance[k], eps, squaredNorm[k], sigma[k]));
        }
        return new LayerMeasurement(number, layer.name(), Optional.of(new LayerRates(units)),
                norm.statistics().isPresent() && layer.hasLinear(), betaGradient,
                Optional.empty());
    }

    /** The same measurement with how it varies between batches. */
    LayerMeasurement withSpread(BatchSpread batches) {
        return new LayerMeasurement(layer, name, rates, hasL2, betaGradient, rates.map(known -> batches));
    }

    /**
     * The net rate, the sum of gamma^2 lambda = -gamma dL/dgamma over all units, in units of the loss; with its standard error over the
     * batches, NaN if all examples are one batch. Only if there are rates.
     */
    public BatchMean netRate() {
        return spread.map(BatchSpread::netRate).orElseGet(() -> new BatchMean(
                rates.orElseThrow().units().stream().mapToDouble(unit -> -unit.gamma() * unit.gammaGradient()).sum(), Double.NaN,
                1));
    }

    /** |w|^2 of each unit; NaN without a linear map. */
    private static double[] squaredNorms(Layer layer) {
        double[] norms = new double[layer.units()];
        if (!layer.hasLinear()) {
            Arrays.fill(norms, Double.NaN);
            return norms;
        }
        double[] weights = layer.linear().weights().value().toDoubles();
        for (int i = 0; i < weights.length; i++) {
            norms[i / layer.linear().fanIn()] += weights[i] * weights[i];
        }
        return norms;
    }
}
