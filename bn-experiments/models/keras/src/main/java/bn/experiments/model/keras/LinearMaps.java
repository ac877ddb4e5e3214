package bn.experiments.model.keras;

import bn.experiments.model.LinearMap;
import bn.experiments.model.ModelArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Linear maps of Keras: kernels are I x O, KH x KW x C x O, or KH x KW x C x M in depthwise convolutions of M maps a channel. */
final class LinearMaps {

    private LinearMaps() {}

    /** The map of a layer with this many units, if its arrays are those of one. */
    static Optional<LinearMap> of(String name, Map<String, ModelArray> arrays, int units) {
        ModelArray kernel = arrays.getOrDefault("pointwise_kernel",
                arrays.getOrDefault("kernel", arrays.get("depthwise_kernel")));
        if (kernel == null || kernel.shape().size() < 2) {
            return Optional.empty();
        }
        List<Integer> shape = kernel.shape();
        int rank = shape.size();
        int inputs = shape.get(rank - 2);
        int outputs = shape.get(rank - 1);
        List<Integer> unitsFirst = new ArrayList<>(shape.subList(0, rank - 2));
        if (outputs == units) {
            unitsFirst.addAll(0, List.of(outputs, inputs));
            return Optional.of(new LinearMap(name, rank == 2 ? "fully connected" : "convolution", unitsFirst));
        }
        if (rank == 4 && (long) inputs * outputs == units) {
            unitsFirst.addAll(0, List.of(units, 1));
            return Optional.of(new LinearMap(name, "depthwise convolution", unitsFirst));
        }
        return Optional.empty();
    }
}
