package bn.experiments.model.keras;

import bn.experiments.model.BatchNormLayer;
import bn.experiments.model.LinearMap;
import bn.experiments.model.ModelArray;
import bn.experiments.model.ModelFile;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The normalizations of a model. */
final class BatchNorms {
    /** The eps of Keras where nothing else is said. */
    static final double DEFAULT_EPS = 1e-3;

    private static final Set<String> OTHERS = Set.of("LayerNormalization", "GroupNormalization", "UnitNormalization",
            "RMSNormalization", "SpectralNormalization");

    private final ModelFile file;
    private final KerasWeights weights;
    private final List<BatchNormLayer> layers = new ArrayList<>();
    private final Map<String, Integer> others = new TreeMap<>();

    BatchNorms(ModelFile file, KerasWeights weights) {
        this.file = file;
        this.weights = weights;
    }

    /** Adds those of a model and of the models in it. */
    void read(KerasModel model, KerasPath at) {
        Map<String, KerasPath> paths = at.layers(model);
        Map<String, KerasLayer> byName = new HashMap<>();
        model.layers().forEach(layer -> byName.put(layer.name(), layer));
        for (KerasLayer layer : model.layers()) {
            KerasPath path = paths.get(layer.name());
            if (layer.isBatchNorm()) {
                Map<String, ModelArray> arrays = weights.of(path, layer);
                requireAll(layer, path, arrays);
                layers.add(of(file, path.name(), arrays, eps(layer),
                        channels -> before(layer, byName).flatMap(
                                map -> LinearMaps.of(paths.get(map.name()).name(), weights.of(paths.get(map.name()), map),
                                        channels))));
            } else if (OTHERS.contains(layer.className())) {
                others.merge(layer.className(), 1, Integer::sum);
            }
            layer.model().ifPresent(inner -> read(inner, path));
        }
    }

    private static OptionalDouble eps(KerasLayer layer) {
        JsonNode eps = layer.config().path("epsilon");
        return eps.isNumber() || eps.isMissingNode() ? OptionalDouble.of(eps.asDouble(DEFAULT_EPS)) : OptionalDouble.empty();
    }

    private void requireAll(KerasLayer layer, KerasPath path, Map<String, ModelArray> arrays) {
        Stream.of(layer.flag("scale", true) ? "gamma" : "moving_mean", layer.flag("center", true) ? "beta" : "moving_mean",
                "moving_mean", "moving_variance").filter(role -> !arrays.containsKey(role)).findFirst().ifPresent(role -> {
                    throw KerasReader.missing(file, path.name(), role);
                });
    }

    /** The layer whose outputs are normalized, if nothing is done to them before. */
    private static Optional<KerasLayer> before(KerasLayer layer, Map<String, KerasLayer> byName) {
        return layer.calls().stream().filter(call -> call.sources().size() == 1).findFirst()
                .map(call -> byName.get(call.sources().get(0)))
                .filter(source -> source.text("activation", "linear").equals("linear"));
    }

    /** The map before a normalization of this many channels. */
    interface MapBefore {
        Optional<LinearMap> of(int channels);
    }

    /** A normalization of its arrays. */
    static BatchNormLayer of(ModelFile file, String name, Map<String, ModelArray> arrays, OptionalDouble eps, MapBefore before) {
        int channels = 0;
        for (String role : List.of("gamma", "beta", "moving_mean", "moving_variance")) {
            List<Integer> shape = arrays.containsKey(role) ? arrays.get(role).shape() : null;
            if (shape != null && (shape.size() != 1 || shape.get(0) < 1 || channels > 0 && shape.get(0) != channels)) {
                throw file.damaged("the array " + role + " of the layer " + name + " has the shape " + shape
                        + ", not one number a channel");
            }
            channels = shape == null ? channels : shape.get(0);
        }
        return new BatchNormLayer(name, channels, eps, values(arrays, "gamma"), values(arrays, "beta"),
                values(arrays, "moving_mean"), values(arrays, "moving_variance"), OptionalLong.empty(), before.of(channels),
                Optional.empty());
    }

    private static Optional<double[]> values(Map<String, ModelArray> arrays, String role) {
        return Optional.ofNullable(arrays.get(role)).map(ModelArray::values);
    }

    List<BatchNormLayer> layers() {
        return layers;
    }

    /** How many other normalizations there are, by class. */
    Map<String, Integer> others() {
        return others;
    }
}
