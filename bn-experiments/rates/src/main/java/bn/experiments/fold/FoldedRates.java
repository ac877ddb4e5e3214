package bn.experiments.fold;

import bn.experiments.rate.LayerMeasurement;
import bn.theory.unit.UnitRate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * The rates of the units of all hidden layers, from the first, as arrays of a checkpoint: {@code layer1.lambda},
 * {@code layer1.alpha} and so on.
 *
 * @param lambda rates of the penalty (lambda/2) v.Sv; 0 for a unit of gamma 0 or weights 0, whose v is 0
 * @param alpha weight decays that pull as hard along v; 0 for the same units
 */
public record FoldedRates(List<double[]> lambda, List<double[]> alpha) {

    /** The measured rates of a network whose hidden layers all have rates. */
    public static FoldedRates of(List<LayerMeasurement> measurements) {
        return new FoldedRates(each(measurements, UnitRate::lambda), each(measurements, UnitRate::alpha));
    }

    private static List<double[]> each(List<LayerMeasurement> measurements, ToDoubleFunction<UnitRate> value) {
        return measurements.stream().map(measurement -> measurement.rates().orElseThrow().units().stream()
                .mapToDouble(unit -> unit.gamma() == 0 || unit.squaredNorm() == 0 ? 0 : value.applyAsDouble(unit)).toArray())
                .toList();
    }

    /** The rates in a checkpoint, if it holds any. */
    public static Optional<FoldedRates> in(Map<String, double[]> arrays) {
        List<double[]> lambda = new ArrayList<>();
        List<double[]> alpha = new ArrayList<>();
        for (int layer = 1; arrays.containsKey("layer" + layer + ".lambda"); layer++) {
            lambda.add(arrays.get("layer" + layer + ".lambda"));
            alpha.add(arrays.get("layer" + layer + ".alpha"));
        }
        return lambda.isEmpty() ? Optional.empty() : Optional.of(new FoldedRates(lambda, alpha));
    }

    /** As arrays of a checkpoint. */
    public Map<String, double[]> arrays() {
        Map<String, double[]> arrays = new TreeMap<>();
        for (int i = 0; i < lambda.size(); i++) {
            arrays.put("layer" + (i + 1) + ".lambda", lambda.get(i));
            arrays.put("layer" + (i + 1) + ".alpha", alpha.get(i));
        }
        return arrays;
    }
}
