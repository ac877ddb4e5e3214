package bn.experiments.rate;

import bn.api.norm.BatchStatistics;
import bn.api.norm.Normalization;
import bn.experiments.network.Dense;
import bn.experiments.network.Layer;
import bn.theory.unit.LayerRates;
import bn.theory.unit.UnitRate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rates of a hidden layer, of one batch or as means over batches.
 *
 * @param layer its number, from 1
 * @param rates of its units; empty if its normalization has no gamma, so that the theory does not apply
 * @param hasL2 whether the equivalent L2 rate is known: only where the normalization divides by statistics of the batch
 * @param spread over the batches; empty if there is one batch of all examples, or no rate
 */
public record LayerReading(int layer, Optional<LayerRates> rates, boolean hasL2, Optional<BatchSpread> spread) {

    /**
     * Puts a reading together.
     *
     * @param gammaGradient gradient of the mean loss with respect to the scale of each unit
     * @param variance biased variance of the pre-activations of each unit; unused where the normalization has no statistics
     * @param noise on the network's inputs
     */
    static LayerReading of(int number, Layer layer, double[] gammaGradient, double[] variance, NoiseVariance noise) {
        Normalization norm = layer.normalization().orElseThrow();
        if (norm.gamma().isEmpty()) {
            return new LayerReading(number, Optional.empty(), false, Optional.empty());
        }
        double eps = norm.statistics().map(BatchStatistics::eps).orElse(0.0);
        double[] gamma = norm.gamma().get().value().toDoubles();
        double[] squaredNorm = squaredNorms(layer.dense());
        double[] sigma = noise.sigma(layer, squaredNorm);
        List<UnitRate> units = new ArrayList<>();
        for (int k = 0; k < gamma.length; k++) {
            units.add(new UnitRate(gamma[k], gammaGradient[k], variance[k], eps, squaredNorm[k], sigma[k]));
        }
        return new LayerReading(number, Optional.of(new LayerRates(units)), norm.statistics().isPresent(), Optional.empty());
    }

    /** The same with what differs from batch to batch. */
    LayerReading over(BatchSpread batches) {
        return new LayerReading(layer, rates, hasL2, rates.map(known -> batches));
    }

    private static double[] squaredNorms(Dense dense) {
        double[] weights = dense.weights().value().toDoubles();
        double[] norms = new double[dense.outputs()];
        for (int i = 0; i < weights.length; i++) {
            norms[i / dense.inputs()] += weights[i] * weights[i];
        }
        return norms;
    }
}
