package bn.experiments.identity;

import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Activation;
import bn.api.norm.Normalization;
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
import java.util.Optional;

/**
 * Compares each batch-normalized layer, at every step of a training run, with what T1 to T3 predict from the inputs of the layer, its
 * weights and the gradient with respect to the normalization's outputs: on the host, in float64. Compared are the variance of these
 * outputs, the gradient with respect to the weights, and the rate that is read off the gradient of gamma. The inputs of a convolution
 * are its patches. Activations are ReLU or none.
 */
public final class IdentityInspector implements BackwardHook {
    private final OutputVariance outputVariance;
    private final Map<Linear, IdentityErrors> errors = new LinkedHashMap<>();
    /** What is predicted for the layer whose backward pass is being made; empty if nothing is. */
    private Optional<Prediction> prediction = Optional.empty();

    /**
     * The layer as it was before its backward pass.
     *
     * @param groups what is predicted for the units of each group, one group unless it is a grouped convolution
     * @param outputVariance of each unit
     */
    private record Prediction(Normalization norm, List<PredictedGradient> groups, double[] outputVariance) {

        IdentityErrors errors(Linear linear) {
            double eps = norm.statistics().orElseThrow().eps();
            double[] gamma = norm.gamma().orElseThrow().value().toDoubles();
            double[] gammaGradient = norm.gamma().orElseThrow().gradient().toDoubles();
            double[] gradient = linear.weights().gradient().toDoubles();
            int count = groups.size();
            IdentityErrors largest = new IdentityErrors(0, 0, 0);
            for (int group = 0; group < count; group++) {
                PredictedGradient predicted = groups.get(group);
                double[] scales = part(gamma, group, count);
                largest = largest.max(new IdentityErrors(
                        predicted.maxConstraintError(scales, eps, part(outputVariance, group, count)),
                        predicted.maxRelativeError(part(gradient, group, count)),
                        predicted.maxRateError(scales, part(gammaGradient, group, count))));
            }
            return largest;
        }
    }

    /** An inspector of networks on a backend, which has seen no backward pass yet. */
    public IdentityInspector(Backend backend) {
        outputVariance = new OutputVariance(backend);
    }

    @Override
    public void beforeLayer(Layer layer, Tensor x, Tensor dy) {
        prediction = Optional.empty();
        if (!layer.hasLinear() || layer.normalization().flatMap(Normalization::statistics).isEmpty()) {
            return;
        }
        Normalization norm = layer.normalization().orElseThrow();
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
        double[] gamma = norm.gamma().orElseThrow().value().toDoubles();
        double eps = norm.statistics().orElseThrow().eps();
        List<PredictedGradient> groups = layer.linear() instanceof Conv convolution
                ? predict(new Patches(convolution.geometry(), x.shape()), x.toDoubles(), weights, gamma, eps, delta)
                : List.of(new GradientIdentity(x.toDoubles(), examples).predict(weights, gamma, eps, delta));
        prediction = Optional.of(new Prediction(norm, groups, outputVariance.of(layer, examples)));
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
        prediction.ifPresent(predicted -> errors.merge(linear, predicted.errors(linear), IdentityErrors::max));
    }

    /** The largest errors in all backward passes so far, for each normalized layer, last layer first. */
    public Map<Linear, IdentityErrors> errors() {
        return errors;
    }
}
