package bn.experiments.fold;

import bn.api.InvalidRequestException;
import bn.api.norm.BatchStatistics;
import bn.api.norm.Normalization;
import bn.api.norm.Parameter;
import bn.experiments.architecture.Architecture;
import bn.experiments.architecture.Operation;
import bn.experiments.network.Layer;
import bn.experiments.network.Linear;
import bn.experiments.network.Network;
import bn.theory.unit.FoldedUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Folds batch normalization into the linear layers before it (T11), by its running statistics, in float64. */
public final class Fold {

    private Fold() {}

    /**
     * The state (see {@link Network#state}) of the network without normalization that gives the same outputs as this one does in
     * inference.
     *
     * @throws InvalidRequestException if a normalization cannot be folded: it has no running statistics, no gamma, or no linear
     *     map of its own; or a unit has neither variance nor eps
     */
    public static Map<String, double[]> of(Network network) {
        requireLinear(network.spec().architecture());
        Map<String, double[]> state = new TreeMap<>();
        for (Layer layer : network.layers()) {
            if (!layer.hasLinear()) {
                continue;
            }
            double[] weights = layer.linear().weights().value().toDoubles();
            double[] bias = layer.linear().bias().map(b -> b.value().toDoubles()).orElseGet(() -> new double[layer.units()]);
            if (layer.normalization().isPresent()) {
                fold(network.label(layer), layer.linear(), layer.normalization().get(), weights, bias);
            }
            state.put(layer.name() + ".weights", weights);
            state.put(layer.name() + ".bias", bias);
        }
        return state;
    }

    /**
     * Checks that each normalization follows a linear map of its own.
     *
     * @throws InvalidRequestException if one does not
     */
    public static void requireLinear(Architecture architecture) {
        architecture.nodes().forEach(node -> {
            if (node.operation() instanceof Operation.Layer layer && layer.normalized() && layer.linear().isEmpty()) {
                throw new InvalidRequestException("the normalization " + node.name() + " of " + architecture
                        + " cannot be folded: it follows no linear map of its own, as in all networks that normalize before "
                        + "the linear maps");
            }
        });
    }

    /** Replaces the weights w and the bias c of gamma (w.x + c - mean) / s + beta by v and b of the same output v.x + b. */
    private static void fold(String layer, Linear linear, Normalization norm, double[] weights, double[] bias) {
        BatchStatistics statistics = norm.statistics().orElseThrow(() -> new InvalidRequestException("the normalization of layer "
                + layer
                + " has no running statistics to fold; only a network with batch normalization can be folded"));
        double[] mean = statistics.running().mean().toDoubles();
        double[] variance = statistics.running().variance().toDoubles();
        double[] gamma = norm.gamma().map(g -> g.value().toDoubles()).orElseThrow(() -> new InvalidRequestException(
                "the normalization of layer " + layer + " has no gamma, so it has no rates to keep"));
        double[] beta = norm.parameters().stream().filter(p -> p.role() == Parameter.Role.BETA).findFirst()
                .map(b -> b.value().toDoubles()).orElseGet(() -> new double[gamma.length]);
        int inputs = linear.fanIn();
        for (int k = 0; k < gamma.length; k++) {
            if (variance[k] + statistics.eps() == 0) {
                throw new InvalidRequestException("unit " + (k + 1) + " of layer " + layer
                        + " has running variance 0 and eps 0: it "
                        + "has no effective weights, so the network cannot be folded");
            }
            FoldedUnit unit = FoldedUnit.fold(Arrays.copyOfRange(weights, k * inputs, (k + 1) * inputs), gamma[k], beta[k],
                    mean[k] - bias[k], variance[k], statistics.eps());
            System.arraycopy(unit.weights(), 0, weights, k * inputs, inputs);
            bias[k] = unit.bias();
        }
    }
}
