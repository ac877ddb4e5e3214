package bn.experiments.stream;

import bn.api.norm.BatchStatistics;
import bn.api.norm.Normalization;
import bn.api.norm.Parameter;
import bn.experiments.network.Conv;
import bn.experiments.network.Layer;
import bn.experiments.network.Linear;
import bn.theory.network.RateBalance;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The products of parameters and their gradients that the balance of channels is made of. Arrays of a layer are read once. */
final class StreamTerms {
    private final StreamGradients gradients;
    private final Map<Parameter, double[]> values = new HashMap<>();
    private final Map<Parameter, double[]> parameterGradients = new HashMap<>();
    private final Map<Layer, double[]> variances = new HashMap<>();

    StreamTerms(StreamGradients gradients) {
        this.gradients = gradients;
    }

    /** The balance of some channels together. */
    RateBalance balance(List<Stream.Channel> channels) {
        Products gamma = new Products();
        Products beta = new Products();
        Products linear = new Products();
        Products through = new Products();
        ends(channels, Stream.Channel::writers).forEach((layer, units) -> {
            if (layer.isNormalized()) {
                normalization(layer, units, gamma, beta);
            } else {
                linearWriter(layer.linear(), units, linear);
            }
        });
        ends(channels, Stream.Channel::readers).forEach((layer, inputs) -> {
            if (layer.hasLinear()) {
                linearReader(layer.linear(), inputs, through);
            } else {
                normalizationReader(layer, inputs, through);
            }
        });
        return RateBalance.of(gamma.values(), gamma.gradients(), beta.values(), beta.gradients(), through.values(),
                through.gradients()).withLinearWriters(linear.values(), linear.gradients());
    }

    private static Map<Layer, Set<Integer>> ends(List<Stream.Channel> channels, Function<Stream.Channel, List<End>> which) {
        Map<Layer, Set<Integer>> ends = new LinkedHashMap<>();
        channels.forEach(channel -> which.apply(channel)
                .forEach(end -> ends.computeIfAbsent(end.layer(), each -> new TreeSet<>()).add(end.index())));
        return ends;
    }

    private void normalization(Layer layer, Set<Integer> units, Products gamma, Products beta) {
        Normalization norm = layer.normalization().orElseThrow();
        Optional<Parameter> shift = norm.parameters().stream().filter(p -> p.role() == Parameter.Role.BETA).findFirst();
        for (int k : units) {
            add(norm.gamma().orElseThrow(), k, 1, gamma);
            if (shift.isPresent()) {
                add(shift.get(), k, 1, beta);
            } else {
                beta.add(0, 0);
            }
        }
    }

    private void add(Parameter parameter, int index, double factor, Products products) {
        products.add(factor * value(parameter)[index], gradient(parameter)[index]);
    }

    private double[] value(Parameter parameter) {
        return values.computeIfAbsent(parameter, p -> p.value().toDoubles());
    }

    private double[] gradient(Parameter parameter) {
        return parameterGradients.computeIfAbsent(parameter, gradients::gradient);
    }

    private void linearWriter(Linear map, Set<Integer> units, Products linear) {
        for (int k : units) {
            for (int i = k * map.fanIn(); i < (k + 1) * map.fanIn(); i++) {
                add(map.weights(), i, 1, linear);
            }
        }
        map.bias().ifPresent(bias -> units.forEach(k -> add(bias, k, 1, linear)));
    }

    /** The weights that the inputs are multiplied by. */
    private void linearReader(Linear linear, Set<Integer> inputs, Products through) {
        int groups = linear instanceof Conv convolution ? convolution.geometry().groups() : 1;
        int columns = linear.weights().value().shape().size(1);
        int window = linear.fanIn() / columns;
        for (int unit = 0; unit < linear.units(); unit++) {
            int group = unit / (linear.units() / groups);
            for (int input : inputs) {
                if (input / columns == group) {
                    int from = unit * linear.fanIn() + input % columns * window;
                    for (int i = from; i < from + window; i++) {
                        add(linear.weights(), i, 1, through);
                    }
                }
            }
        }
    }

    /** A normalization of the stream itself does not see its scale, but for eps: its outputs scale by eps / (variance + eps). */
    private void normalizationReader(Layer layer, Set<Integer> inputs, Products through) {
        BatchStatistics statistics = layer.normalization().flatMap(Normalization::statistics).orElseThrow();
        Parameter gamma = layer.normalization().flatMap(Normalization::gamma).orElseThrow();
        double[] variance = variances.computeIfAbsent(layer, gradients::variance);
        double eps = statistics.eps();
        for (int k : inputs) {
            add(gamma, k, variance[k] + eps == 0 ? 0 : eps / (variance[k] + eps), through);
        }
    }
}
