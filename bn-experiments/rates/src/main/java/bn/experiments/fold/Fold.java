package bn.experiments.fold;

import bn.api.InvalidRequestException;
import bn.api.norm.BatchStatistics;
import bn.api.norm.Normalization;
import bn.api.norm.Parameter;
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
     * @throws InvalidRequestException if it is no multilayer perceptron, a hidden layer has a normalization that cannot be folded, or a unit with neither
     *     variance nor eps
     */
    public static Map<String, double[]> of(Network network) {
        network.spec().architecture().requirePerceptron("folding");
        Map<String, double[]> state = new TreeMap<>();
        for (int i = 0; i < network.layers().size(); i++) {
            Layer layer = network.layers().get(i);
            double[] weights = layer.linear().weights().value().toDoubles();
            double[] bias = layer.linear().bias().map(b -> b.value().toDoubles())
                    .orElseGet(() -> new double[layer.linear().units()]);
            if (layer.normalization().isPresent()) {
                fold(i + 1, layer.linear(), layer.normalization().get(), weights, bias);
            }
            state.put("layer" + (i + 1) + ".weights", weights);
            state.put("layer" + (i + 1) + ".bias", bias);
        }
        return state;
    }

    /** Replaces the weights w and the bias c of gamma (w.x + c - mean) / s + beta by v and b of the same output v.x + b. */
    private static void fold(int number, Linear linear, Normalization norm, double[] weights, double[] bias) {
        BatchStatistics statistics = norm.statistics().orElseThrow(() -> new InvalidRequestException("the normalization of layer "
                + number
                + " has no running statistics to fold; only a network with batch normalization can be folded"));
        double[] mean = statistics.running().mean().toDoubles();
        double[] variance = statistics.running().variance().toDoubles();
        double[] gamma = norm.gamma().map(g -> g.value().toDoubles()).orElseThrow(() -> new InvalidRequestException(
                "the normalization of layer " + number + " has no gamma, so it has no rates to keep"));
        double[] beta = norm.parameters().stream().filter(p -> p.role() == Parameter.Role.BETA).findFirst()
                .map(b -> b.value().toDoubles()).orElseGet(() -> new double[gamma.length]);
        int inputs = linear.fanIn();
        for (int k = 0; k < gamma.length; k++) {
            if (variance[k] + statistics.eps() == 0) {
                throw new InvalidRequestException("unit " + (k + 1) + " of layer " + number
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
