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
 * The rates of a hidden layer.
 *
 * @param layer its number, from 1
 * @param rates of its units; empty if its normalization has no gamma, so that the theory does not apply
 * @param hasL2 whether the equivalent L2 rate is known: only where the normalization divides by statistics of the batch
 */
public record LayerReading(int layer, Optional<LayerRates> rates, boolean hasL2) {

    /**
     * Puts a reading together.
     *
     * @param gammaGradient gradient of the mean loss by the scale of each unit
     * @param variance biased variance of the products of each unit; unused where the normalization has no statistics
     * @param noiseVariance the part of it that the noise makes
     */
    static LayerReading of(int number, Layer layer, double[] gammaGradient, double[] variance, double[] noiseVariance) {
        Normalization norm = layer.normalization().orElseThrow();
        if (norm.gamma().isEmpty()) {
            return new LayerReading(number, Optional.empty(), false);
        }
        double eps = norm.statistics().map(BatchStatistics::eps).orElse(0.0);
        double[] gamma = norm.gamma().get().value().toDoubles();
        double[] squaredNorm = squaredNorms(layer.dense());
        List<UnitRate> units = new ArrayList<>();
        for (int k = 0; k < gamma.length; k++) {
            // The isotropic noise on the layer's inputs that would give the unit as much variance as the noise it really gets.
            double sigma = Math.sqrt(noiseVariance[k] / squaredNorm[k]);
            units.add(new UnitRate(gamma[k], gammaGradient[k], variance[k], eps, squaredNorm[k], sigma));
        }
        return new LayerReading(number, Optional.of(new LayerRates(units)), norm.statistics().isPresent());
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
