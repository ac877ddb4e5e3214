package bn.cli.view;

import bn.experiments.model.BatchNormLayer;
import bn.experiments.model.Model;
import bn.experiments.model.ModelGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The results of {@code bn inspect} as JSON. What the file does not say is null.
 *
 * @param format name of the format of the file
 * @param layers the batch normalizations
 * @param parameters number of learned numbers, if the file says what the network computes
 * @param otherNormalizations how many others there are, by kind
 * @param notes what the user has to know
 */
public record ModelListing(String format, List<Layer> layers, Long parameters, Map<String, Integer> otherNormalizations,
        List<String> notes) {

    /** A batch normalization; see {@link BatchNormLayer}. */
    public record Layer(String name, int channels, Double eps, Gamma gamma, Beta beta, Variance runningVariance, Long batches,
            Linear linear, String obstacle) {}

    /**
     * The scales.
     *
     * @param negative how many are below 0
     * @param dead how many are so small that they count as 0
     */
    public record Gamma(double mean, double min, double max, long negative, long dead) {}

    /** The shifts. */
    public record Beta(double mean, double min, double max, long negative) {}

    /**
     * The running variances.
     *
     * @param zeros how many are 0
     */
    public record Variance(double min, double max, long zeros) {}

    /** The linear map before a normalization. */
    public record Linear(String name, String kind, List<Integer> weights) {}

    /**
     * The listing of a model.
     *
     * @param dead a gamma whose absolute value is below this counts as dead
     */
    public static ModelListing of(Model model, double dead) {
        List<String> notes = new ArrayList<>(model.notes());
        model.layers().forEach(layer -> notes.addAll(wrongNumbers(layer)));
        return new ModelListing(model.format(), model.layers().stream().map(layer -> of(layer, dead)).toList(),
                model.graph().map(ModelGraph::parameters).orElse(null), model.otherNormalizations(), notes);
    }

    private static Layer of(BatchNormLayer layer, double dead) {
        return new Layer(layer.name(), layer.channels(), layer.eps().isPresent() ? layer.eps().getAsDouble() : null,
                layer.gamma().map(values -> new Gamma(mean(values), min(values), max(values), negative(values),
                        Arrays.stream(values).filter(gamma -> Math.abs(gamma) < dead).count())).orElse(null),
                layer.beta().map(values -> new Beta(mean(values), min(values), max(values), negative(values))).orElse(null),
                layer.variance().map(values -> new Variance(min(values), max(values),
                        Arrays.stream(values).filter(variance -> variance == 0).count())).orElse(null),
                layer.batches().isPresent() ? layer.batches().getAsLong() : null,
                layer.linear().map(map -> new Linear(map.name(), map.kind(), map.weights())).orElse(null),
                layer.obstacle().orElse(null));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    private static double min(double[] values) {
        return Arrays.stream(values).min().orElse(Double.NaN);
    }

    private static double max(double[] values) {
        return Arrays.stream(values).max().orElse(Double.NaN);
    }

    private static long negative(double[] values) {
        return Arrays.stream(values).filter(value -> value < 0).count();
    }

    /** JSON has no numbers that are not finite, so they are told in words. */
    private static List<String> wrongNumbers(BatchNormLayer layer) {
        List<String> found = new ArrayList<>();
        Map<String, Optional<double[]>> arrays = Map.of("gamma", layer.gamma(), "beta", layer.beta(), "running mean",
                layer.mean(),
                "running variance", layer.variance());
        arrays.forEach((name, values) -> {
            long count = values.stream().flatMapToDouble(Arrays::stream).filter(value -> !Double.isFinite(value)).count();
            if (count > 0) {
                found.add(layer.name() + ": " + count + " of " + layer.channels() + " channels have a " + name
                        + " that is NaN or infinite; the network has diverged or the file is damaged");
            }
        });
        long negative = negative(layer.variance().orElse(new double[0]));
        if (negative > 0) {
            found.add(layer.name() + ": " + negative + " of " + layer.channels()
                    + " channels have a running variance below 0, which no variance is");
        }
        found.sort(null);
        return found;
    }
}
