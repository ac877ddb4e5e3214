package bn.experiments.rate;

import bn.api.DType;
import bn.api.norm.Normalization;
import bn.api.norm.Parameter;
import bn.experiments.network.Layer;
import bn.experiments.network.Network;

/**
 * Means over batches of the gradients of gamma and beta and of the variance, for each unit of a layer, float64: its rate follows from them.
 */
final class UnitAccumulator {
    private final Layer layer;
    private final int number;
    private final String label;
    private final DType dtype;
    private final double[] gamma;
    private final double[] gammaGradient;
    private final double[] betaGradient;
    /** Sum of squared deviations of the gradient from its mean (Welford 1962). */
    private final double[] squares;
    private final double[] variance;
    private final double[] scratch;
    private int batches;

    /** An empty accumulator for the layer with this number, from 1, of the layers with a normalization. */
    UnitAccumulator(Network network, Layer layer, int number) {
        this.layer = layer;
        this.number = number;
        int units = layer.units();
        label = network.label(layer);
        dtype = network.spec().dtype();
        gamma = layer.normalization().orElseThrow().gamma().map(g -> g.value().toDoubles()).orElseGet(() -> new double[units]);
        gammaGradient = new double[units];
        betaGradient = new double[units];
        squares = new double[units];
        variance = new double[units];
        scratch = new double[units];
    }

    /**
     * Adds the gradients and statistics that a backward pass left in the layer.
     *
     * @throws bn.api.BnException if they are not finite, or out of the range of the network's dtype
     */
    void addGradients() {
        batches++;
        Normalization norm = layer.normalization().orElseThrow();
        norm.statistics().ifPresent(statistics -> {
            statistics.batch().variance().download(scratch, 0);
            FiniteCheck.checkVariance(label, scratch, statistics.eps(), dtype);
            for (int i = 0; i < scratch.length; i++) {
                variance[i] += (scratch[i] - variance[i]) / batches;
            }
        });
        norm.gamma().map(Parameter::gradient).ifPresent(gradient -> {
            gradient.download(scratch, 0);
            FiniteCheck.check("the gradient of gamma", label, scratch, dtype);
            for (int i = 0; i < scratch.length; i++) {
                double apart = scratch[i] - gammaGradient[i];
                gammaGradient[i] += apart / batches;
                squares[i] += apart * (scratch[i] - gammaGradient[i]);
            }
        });
        norm.parameters().stream().filter(parameter -> parameter.role() == Parameter.Role.BETA).forEach(this::addBeta);
    }

    private void addBeta(Parameter beta) {
        beta.gradient().download(scratch, 0);
        FiniteCheck.check("the gradient of beta", label, scratch, dtype);
        for (int i = 0; i < scratch.length; i++) {
            betaGradient[i] += (scratch[i] - betaGradient[i]) / batches;
        }
    }

    /** The rates, as means over the batches. */
    LayerMeasurement measurement(NoiseVariance noise) {
        return LayerMeasurement.of(number, layer, gammaGradient, betaGradient, variance, noise)
                .withSpread(BatchSpread.of(batches, gamma, gammaGradient, squares));
    }
}
