package bn.experiments.identity;

import bn.api.Tensor;
import bn.api.norm.Parameter;
import bn.experiments.network.BackwardHook;
import bn.experiments.network.Layer;
import bn.experiments.network.Linear;
import bn.theory.unit.GradientIdentity;
import bn.theory.unit.PredictedGradient;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Compares, at every step of a training run, the gradient with respect to the weights of each batch-normalized layer with what T2
 * predicts from the inputs of the layer, its weights and the gradient with respect to the normalization's outputs: on the host,
 * in float64.
 */
public final class IdentityInspector implements BackwardHook {
    private final Map<Linear, Double> errors = new LinkedHashMap<>();
    private PredictedGradient predicted;

    /** An inspector that has seen no backward pass yet. */
    public IdentityInspector() {}

    @Override
    public void beforeLayer(Layer layer, Tensor x, Tensor dy) {
        predicted = null;
        if (layer.normalization().isEmpty() || layer.normalization().get().statistics().isEmpty()) {
            return;
        }
        int examples = x.shape().size(0);
        double[] delta = dy.toDoubles();
        double[] outputs = layer.outputs(examples).toDoubles();
        for (int i = 0; i < delta.length; i++) {
            // ReLU passes the gradient where its output is above 0.
            delta[i] = outputs[i] > 0 ? delta[i] : 0;
        }
        Parameter gamma = layer.normalization().get().gamma().orElseThrow();
        predicted = new GradientIdentity(x.toDoubles(), examples).predict(layer.linear().weights().value().toDoubles(),
                gamma.value().toDoubles(), layer.normalization().get().statistics().get().eps(), delta);
    }

    @Override
    public void afterLayer(Linear linear, Tensor x, Tensor dz) {
        if (predicted != null) {
            errors.put(linear, predicted.maxRelativeError(linear.weights().gradient().toDoubles()));
        }
    }

    /** The largest relative error of a unit in the last backward pass, for each normalized layer, last layer first. */
    public Map<Linear, Double> errors() {
        return errors;
    }
}
