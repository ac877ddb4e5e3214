package bn.experiments.model.keras;

import bn.api.Shape;
import bn.api.kernel.Pooling;
import bn.api.kernel.Window;
import bn.api.kernel.WindowAxis;
import bn.experiments.architecture.Operation;
import java.util.List;
import java.util.Map;

/** Poolings. Keras leaves padding out of its means. */
final class PoolingLayers {

    private PoolingLayers() {}

    static Value pooling(LayerScope scope, Pooling pooling) {
        boolean ownStrides = scope.layer().config().hasNonNull("strides");
        Window window = Windows.of(scope, "pool_size", ownStrides ? "strides" : "pool_size");
        return scope.add(scope.name(), new Operation.Pool(pooling, window), List.of(scope.images()), Map.of());
    }

    static Value globalAverage(LayerScope scope) {
        return scope.layer().flag("keepdims", false) ? whole(scope, scope.name(), Pooling.AVERAGE, scope.images())
                : scope.add(scope.name(), new Operation.GlobalAverage(), List.of(scope.images()), Map.of());
    }

    static Value globalMax(LayerScope scope) {
        Value images = whole(scope, scope.name(), Pooling.MAX, scope.images());
        return scope.layer().flag("keepdims", false) ? images
                : scope.add(scope.name() + "/flatten", new Operation.Flatten(), List.of(images), Map.of());
    }

    /** A pooling of all positions, to images of one position. */
    static Value whole(LayerScope scope, String name, Pooling pooling, Value images) {
        Shape shape = images.shape();
        Window window = new Window(new WindowAxis(shape.size(1), 1, 1, 0, 0), new WindowAxis(shape.size(2), 1, 1, 0, 0));
        return scope.add(name, new Operation.Pool(pooling, window), List.of(images), Map.of());
    }
}
