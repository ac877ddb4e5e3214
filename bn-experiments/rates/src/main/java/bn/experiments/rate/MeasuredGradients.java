package bn.experiments.rate;

import bn.api.norm.Parameter;
import bn.experiments.network.Layer;
import bn.experiments.network.Network;
import bn.experiments.stream.StreamGradients;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The gradients of the mean loss over all examples, and the variances of all examples. */
final class MeasuredGradients implements StreamGradients {
    private final Map<Parameter, Supplier<double[]>> gradients = new HashMap<>();
    private final Map<Layer, PopulationStatistics> statistics;

    MeasuredGradients(Network network, PopulationGradients sums, Map<Layer, PopulationStatistics> statistics) {
        this.statistics = statistics;
        for (Layer layer : network.layers()) {
            layer.normalization().ifPresent(norm -> {
                gradients.put(norm.gamma().orElseThrow(), () -> sums.of(layer).gamma());
                norm.parameters().stream().filter(p -> p.role() == Parameter.Role.BETA)
                        .forEach(beta -> gradients.put(beta, () -> sums.of(layer).beta()));
            });
            if (layer.hasLinear()) {
                gradients.put(layer.linear().weights(), () -> sums.of(layer.linear()).weights());
                layer.linear().bias().ifPresent(bias -> gradients.put(bias, () -> sums.of(layer.linear()).bias()));
            }
        }
    }

    @Override
    public double[] gradient(Parameter parameter) {
        return gradients.get(parameter).get();
    }

    @Override
    public double[] variance(Layer layer) {
        return statistics.get(layer).variance();
    }
}
