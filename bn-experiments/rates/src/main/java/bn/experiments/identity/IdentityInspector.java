package bn.experiments.identity;

import bn.api.Tensor;
import bn.api.kernel.Activation;
import bn.experiments.network.BackwardHook;
import bn.experiments.network.Conv;
import bn.experiments.network.Layer;
import bn.experiments.network.Linear;
import bn.theory.unit.GradientIdentity;
import bn.theory.unit.PredictedGradient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares, at every step of a training run, the gradient with respect to the weights of each batch-normalized layer with what T2
 * predicts from the inputs of the layer, its weights and the gradient with respect to the normalization's outputs: on the host,
 * in float64. The inputs of a convolution are its patches. Activations are ReLU or none.
 */
public final class IdentityInspector implements BackwardHook {
    private final Map<Linear, Double> errors = new LinkedHashMap<>();
    /** What is predicted for the units of each group, one group unless it is a grouped convolution. */
    private List<PredictedGradient> predicted = List.of();

    /** An inspector that has seen no backward pass yet. */
    public IdentityInspector() {}

    @Override
    public void beforeLayer(Layer layer, Tensor x, Tensor dy) {
        predicted = List.of();
        if (!layer.hasLinear() || !layer.isNormalized() || layer.normalization().get().statistics().isEmpty()) {
            return;
        }
        int examples = x.shape().size(0);
        double[] delta = dy.toDoubles();
        if (layer.activation().equals(Activation.RELU)) {
            double[] outputs = layer.outputs(examples).toDoubles();
            for (int i = 0; i < delta.length; i++) {
                // ReLU passes the gradient where its output is above 0.
                delta[i] = outputs[i] > 0 ? delta[i] : 0;
            }
        }
        double[] weights = layer.linear().weights().value().toDoubles();
        double[] gamma = layer.normalization().get().gamma().orElseThrow().value().toDoubles();
        double eps = layer.normalization().get().statistics().get().eps();
        if (layer.linear() instanceof Conv convolution) {
            predicted = predict(new Patches(convolution.geometry(), x.shape()), x.toDoubles(), weights, gamma, eps, delta);
        } else {
            predicted = List.of(new GradientIdentity(x.toDoubles(), examples).predict(weights, gamma, eps, delta));
        }
    }

    private static List<PredictedGradient> predict(Patches patches, double[] x, double[] weights, double[] gamma, double eps,
            double[] delta) {
        List<PredictedGradient> groups = new ArrayList<>();
        int count = patches.convolution().groups();
        for (int group = 0; group < count; group++) {
            groups.add(new GradientIdentity(patches.rows(x, group), patches.count()).predict(part(weights, group, count),
                    part(gamma, group, count), eps, patches.units(delta, gamma.length, group)));
        }
        return groups;
    }

    private static double[] part(double[] values, int number, int parts) {
        int length = values.length / parts;
        return Arrays.copyOfRange(values, number * length, (number + 1) * length);
    }

    @Override
    public void afterLayer(Linear linear, Tensor x, Tensor dz) {
        if (predicted.isEmpty()) {
            return;
        }
        double[] gradient = linear.weights().gradient().toDoubles();
        double largest = 0;
        for (int group = 0; group < predicted.size(); group++) {
            // Math.max keeps NaN.
            largest = Math.max(largest, predicted.get(group).maxRelativeError(part(gradient, group, predicted.size())));
        }
        errors.put(linear, largest);
    }

    /** The largest relative error of a unit in the last backward pass, for each normalized layer, last layer first. */
    public Map<Linear, Double> errors() {
        return errors;
    }
}
