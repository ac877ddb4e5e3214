package bn.experiments.model.keras;

import bn.api.Shape;
import bn.api.kernel.Pooling;
import bn.experiments.architecture.NodeSpec;
import bn.experiments.architecture.Operation;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** Layers that change the shape alone. */
final class ShapeLayers {

    private ShapeLayers() {}

    static Value flatten(LayerScope scope) {
        Value input = scope.input();
        if (!input.isImages()) {
            return input;
        }
        Value flat = scope.add(scope.name(), new Operation.Flatten(), List.of(input), Map.of());
        return new Value(flat.node(), flat.shape(), FeatureOrder.flattened(input.shape()));
    }

    /** To the same shape, to a row of numbers, or from the mean of all positions to images of one position. */
    static Value reshape(LayerScope scope) {
        Value input = scope.input();
        int[] target = target(scope, input.shape().elements());
        Shape shape = input.shape();
        if (target.length == 1) {
            return flatten(scope);
        }
        if (input.isImages() && target.length == 3 && target[0] == shape.size(1) && target[1] == shape.size(2)) {
            return input;
        }
        if (target.length == 3 && target[0] == 1 && target[1] == 1 && input.node() != NodeSpec.INPUT
                && scope.nodes().node(input).spec().operation() instanceof Operation.GlobalAverage) {
            Value images = scope.nodes().input(input);
            return PoolingLayers.whole(scope, scope.name(), Pooling.AVERAGE, images);
        }
        throw scope.refused("changes the shape, which is not computed here");
    }

    /** The wanted sizes, of which one may be -1. */
    private static int[] target(LayerScope scope, long elements) {
        JsonNode setting = scope.layer().config().path("target_shape");
        int[] target = new int[setting.size()];
        long known = 1;
        int unknown = -1;
        for (int i = 0; i < target.length; i++) {
            target[i] = setting.get(i).asInt(0);
            unknown = target[i] == -1 ? i : unknown;
            known = target[i] == -1 ? known : Math.multiplyExact(known, (long) target[i]);
        }
        if (unknown >= 0 && known > 0) {
            target[unknown] = Math.toIntExact(elements / known);
            known *= target[unknown];
        }
        if (known != elements) {
            throw scope.refused("reshapes " + elements + " numbers to " + setting);
        }
        return target;
    }

    static Value zeroPadding(LayerScope scope) {
        JsonNode padding = scope.layer().config().path("padding");
        int[] height = sides(scope, padding.isArray() ? padding.path(0) : padding);
        int[] width = sides(scope, padding.isArray() ? padding.path(1) : padding);
        return scope.add(scope.name(), new Operation.PadImages(height[0], width[0], height[1], width[1]), List.of(scope.images()),
                Map.of());
    }

    private static int[] sides(LayerScope scope, JsonNode setting) {
        return new int[] {scope.whole("padding", setting.isArray() ? setting.path(0) : setting),
                scope.whole("padding", setting.isArray() ? setting.path(1) : setting)};
    }
}
