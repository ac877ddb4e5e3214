package bn.experiments.fold;

import bn.experiments.architecture.Architecture;
import bn.experiments.rate.LayerMeasurement;
import bn.theory.unit.UnitRate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * The rates of the units of all layers that had a normalization, as arrays of a checkpoint: {@code layer1.lambda},
 * {@code layer1.alpha} and so on.
 *
 * @param layers names of these layers, in topological order
 * @param lambda rates of the penalty (lambda/2) v.Sv; 0 for a unit of gamma 0 or weights 0, whose v is 0
 * @param alpha weight decays that pull as hard along v; 0 for the same units
 */
public record FoldedRates(List<String> layers, List<double[]> lambda, List<double[]> alpha) {

    /** No rates, of a network that was folded without data. */
    public static final FoldedRates NONE = new FoldedRates(List.of(), List.of(), List.of());

    /** The measured rates of a network whose layers with a normalization all have rates. */
    public static FoldedRates of(List<LayerMeasurement> measurements) {
        return new FoldedRates(measurements.stream().map(LayerMeasurement::name).toList(), each(measurements, UnitRate::lambda),
                each(measurements, UnitRate::alpha));
    }

    private static List<double[]> each(List<LayerMeasurement> measurements, ToDoubleFunction<UnitRate> value) {
        return measurements.stream().map(measurement -> measurement.rates().orElseThrow().units().stream()
                .mapToDouble(unit -> unit.gamma() == 0 || unit.squaredNorm() == 0 ? 0 : value.applyAsDouble(unit)).toArray())
                .toList();
    }

    /**
     * The rates in a checkpoint, if it holds those of all layers.
     *
     * @param architecture of the network in the checkpoint
     */
    public static Optional<FoldedRates> in(Architecture architecture, Map<String, double[]> arrays) {
        List<String> names = architecture.normalized().stream().map(node -> architecture.nodes().get(node).name()).toList();
        if (names.isEmpty() || names.stream().anyMatch(name -> !arrays.containsKey(name + ".lambda"))) {
            return Optional.empty();
        }
        return Optional.of(new FoldedRates(names, names.stream().map(name -> arrays.get(name + ".lambda")).toList(),
                names.stream().map(name -> arrays.get(name + ".alpha")).toList()));
    }

    /** As arrays of a checkpoint. */
    public Map<String, double[]> arrays() {
        Map<String, double[]> arrays = new TreeMap<>();
        for (int i = 0; i < lambda.size(); i++) {
            arrays.put(layers.get(i) + ".lambda", lambda.get(i));
            arrays.put(layers.get(i) + ".alpha", alpha.get(i));
        }
        return arrays;
    }
}
