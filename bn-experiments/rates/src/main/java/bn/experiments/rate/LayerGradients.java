package bn.experiments.rate;

import bn.api.norm.Parameter;
import bn.experiments.network.Layer;
import bn.theory.network.Stationarity;
import java.util.Optional;

/**
 * Gradients of the mean loss over all examples, for a hidden layer of K units on d inputs.
 *
 * @param gamma gradient with respect to the scales, length K
 * @param beta gradient with respect to the shifts, length K; zeros if the layer has none
 * @param above gradient with respect to the weights of the layer above, K' x K
 * @param stationarity stationarity of the layer's weights; empty without batch statistics, or if it was not requested
 */
record LayerGradients(double[] gamma, double[] beta, double[] above, Optional<Stationarity> stationarity) {

    /** Zeros, for a layer without statistics. */
    static LayerGradients zeros(Layer layer, Layer above) {
        int units = layer.linear().units();
        return new LayerGradients(new double[units], new double[units], new double[above.linear().units() * units],
                Optional.empty());
    }

    /** Adds the gradients that a backward pass left in the layer and the one above, times a weight. */
    void add(double weight, Layer layer, Layer higher) {
        add(weight, layer.normalization().orElseThrow().gamma().orElseThrow(), gamma);
        layer.normalization().orElseThrow().parameters().stream().filter(p -> p.role() == Parameter.Role.BETA)
                .forEach(p -> add(weight, p, beta));
        add(weight, higher.linear().weights(), above);
    }

    private static void add(double weight, Parameter parameter, double[] sum) {
        double[] gradient = parameter.gradient().toDoubles();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += weight * gradient[i];
        }
    }
}
