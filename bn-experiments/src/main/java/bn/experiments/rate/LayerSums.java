package bn.experiments.rate;

import bn.api.norm.Parameter;
import bn.experiments.network.Layer;
import bn.theory.network.Stationarity;
import java.util.Optional;

/**
 * Gradients of the mean loss over all examples, for a hidden layer of K units on d inputs.
 *
 * @param gamma with respect to the scales, length K
 * @param beta with respect to the shifts, length K; zeros if it has none
 * @param above with respect to the weights above, K' x K
 * @param stationarity of its weights, the two parts of T2; empty without statistics, or if it was not asked for
 */
record LayerSums(double[] gamma, double[] beta, double[] above, Optional<Stationarity> stationarity) {

    /** Zeros for a layer without statistics. */
    static LayerSums zeros(Layer layer, Layer above) {
        int units = layer.dense().outputs();
        return new LayerSums(new double[units], new double[units], new double[above.dense().outputs() * units],
                Optional.empty());
    }

    /** Adds a share of the gradients that a backward pass left in the layer and the one above. */
    void add(double share, Layer layer, Layer higher) {
        add(share, layer.normalization().orElseThrow().gamma().orElseThrow(), gamma);
        layer.normalization().orElseThrow().parameters().stream().filter(p -> p.role() == Parameter.Role.BETA)
                .forEach(p -> add(share, p, beta));
        add(share, higher.dense().weights(), above);
    }

    private static void add(double share, Parameter parameter, double[] sum) {
        double[] gradient = parameter.gradient().toDoubles();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += share * gradient[i];
        }
    }
}
