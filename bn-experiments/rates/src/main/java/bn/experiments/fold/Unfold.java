package bn.experiments.fold;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.api.backend.Backend;
import bn.experiments.architecture.Architecture;
import bn.experiments.architecture.NodeSpec;
import bn.experiments.architecture.Operation;
import bn.experiments.data.Examples;
import bn.experiments.network.Layer;
import bn.experiments.network.Network;
import bn.experiments.rate.PopulationStatistics;
import bn.theory.unit.UnfoldedUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Puts batch normalization back into a network without it, with the same outputs: the inverse of {@link Fold} (T18 of
 * docs/theory.md).
 *
 * @param architecture with a normalization after each of the layers
 * @param layers the names of the layers
 */
public record Unfold(Architecture architecture, List<String> layers) {

    /**
     * Chooses the layers.
     *
     * @param plain architecture of a network that is not normalized anywhere; what it says of normalizations that were folded
     *     counts, otherwise a normalization comes after each linear map but the last, which gives the outputs
     * @param names of the layers that get a normalization; empty for all of these
     * @throws InvalidRequestException if one is no linear map, or there is none
     */
    public static Unfold plan(Architecture plain, List<String> names) {
        List<Integer> linear = plain.linear();
        boolean folded = linear.stream().anyMatch(i -> layer(plain.nodes().get(i)).normalized());
        Set<String> chosen = new HashSet<>(names);
        List<NodeSpec> nodes = new ArrayList<>(plain.nodes());
        List<String> layers = new ArrayList<>();
        for (int i : linear) {
            NodeSpec node = nodes.get(i);
            Operation.Layer layer = layer(node);
            boolean wanted = !names.isEmpty() ? chosen.remove(node.name())
                    : folded ? layer.normalized() : i != linear.get(linear.size() - 1);
            if (wanted) {
                layers.add(node.name());
            }
            nodes.set(i,
                    new NodeSpec(node.name(), new Operation.Layer(layer.linear(), wanted, layer.activation()), node.sources()));
        }
        if (!chosen.isEmpty()) {
            throw new InvalidRequestException("the network " + plain + " has no linear map " + String.join(", ", chosen)
                    + "; there are " + linear.stream().map(i -> plain.nodes().get(i).name()).collect(Collectors.joining(", ")));
        }
        if (layers.isEmpty()) {
            throw new InvalidRequestException("the network " + plain + " has no hidden linear map, so none to normalize");
        }
        return new Unfold(names.isEmpty() && folded ? plain : new Architecture(plain.input(), nodes), layers);
    }

    private static Operation.Layer layer(NodeSpec node) {
        return (Operation.Layer) node.operation();
    }

    /**
     * The state (see {@link Network#state}) of the network with normalizations.
     *
     * @param network of this architecture with the normalization {@code none}, which changes nothing; in blocks of its largest batch
     * @param examples whose statistics become the running statistics, in one pass
     * @param eps of the normalizations
     * @param progress called with the fraction done; an exception of it ends the pass
     * @throws BnException if eps is 0 and a unit is constant
     */
    public Map<String, double[]> state(Backend backend, Network network, Examples examples, double eps, DoubleConsumer progress) {
        List<Layer> chosen = network.layers().stream().filter(layer -> layers.contains(layer.name())).toList();
        Map<String, double[]> state = new TreeMap<>(network.state());
        PopulationStatistics.ofLinearMaps(backend, network, examples, chosen, progress).forEach((layer, statistics) -> {
            double[] bias = state.remove(layer.name() + ".bias");
            List<UnfoldedUnit> units = IntStream.range(0, bias.length)
                    .mapToObj(k -> unit(layer, k, bias[k], statistics, eps)).toList();
            String norm = layer.name() + ".norm.";
            state.put(norm + "gamma", units.stream().mapToDouble(UnfoldedUnit::gamma).toArray());
            state.put(norm + "beta", units.stream().mapToDouble(UnfoldedUnit::beta).toArray());
            state.put(norm + "runningMean", units.stream().mapToDouble(UnfoldedUnit::runningMean).toArray());
            state.put(norm + "runningVariance", units.stream().mapToDouble(UnfoldedUnit::runningVariance).toArray());
            state.put(norm + "steps", new double[] {0});
        });
        return state;
    }

    private static UnfoldedUnit unit(Layer layer, int k, double bias, PopulationStatistics statistics, double eps) {
        double variance = statistics.variance()[k];
        if (variance + eps == 0) {
            throw new BnException("unit " + k + " of layer " + layer.name() + " is constant on the data, so that it cannot be "
                    + "normalized with eps = 0; use a positive eps");
        }
        return UnfoldedUnit.of(bias, statistics.mean()[k], variance, eps);
    }
}
