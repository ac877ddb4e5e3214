package bn.experiments.rate;

import bn.api.norm.Normalization;
import bn.api.norm.Parameter;
import bn.experiments.network.Layer;
import bn.theory.network.Stationarity;
import java.util.Optional;

/**
 * Gradients of the mean loss over all examples, for a normalization of K units.
 *
 * @param gamma gradient with respect to the scales, length K
 * @param beta gradient with respect to the shifts, length K; zeros if there are none
 * @param stationarity stationarity of the weights of the linear map before; empty where it was not computed
 */
record LayerGradients(double[] gamma, double[] beta, Optional<Stationarity> stationarity) {

    /** Zeros. */
    static LayerGradients zeros(Layer layer) {
        return new LayerGradients(new double[layer.units()], new double[layer.units()], Optional.empty());
    }

    /** Adds the gradients that a backward pass left in the normalization, times a weight. */
    void add(double weight, Normalization normalization) {
        add(weight, normalization.gamma().orElseThrow(), gamma);
        normalization.parameters().stream().filter(p -> p.role() == Parameter.Role.BETA).forEach(p -> add(weight, p, beta));
    }

    private static void add(double weight, Parameter parameter, double[] sum) {
        double[] gradient = parameter.gradient().toDoubles();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += weight * gradient[i];
        }
    }
}
