package bn.experiments.model.keras;

import bn.api.Shape;
import bn.api.kernel.Activation;
import bn.experiments.architecture.Operation;
import java.util.List;
import java.util.Map;

/** Layers of several inputs. */
final class MergeLayers {

    private MergeLayers() {}

    static Value add(LayerScope scope) {
        return pairwise(scope, new Operation.Add(Activation.IDENTITY));
    }

    /** Images may be multiplied by one number a channel, which Keras has as images of one position. */
    static Value multiply(LayerScope scope) {
        if (scope.inputs().size() == 2) {
            Value first = scope.inputs().get(0);
            Value second = scope.inputs().get(1);
            if (isFactors(second, first)) {
                return scaled(scope, first, second);
            }
            if (isFactors(first, second)) {
                return scaled(scope, second, first);
            }
        }
        return pairwise(scope, new Operation.Multiply());
    }

    private static boolean isFactors(Value factors, Value images) {
        return factors.isImages() && images.isImages() && !factors.shape().equals(images.shape())
                && factors.shape().equals(Shape.of(images.shape().size(0), 1, 1));
    }

    private static Value scaled(LayerScope scope, Value images, Value factors) {
        Value row = scope.add(scope.name() + "/factors", new Operation.Flatten(), List.of(factors), Map.of());
        return scope.add(scope.name(), new Operation.Multiply(), List.of(images, row), Map.of());
    }

    private static Value pairwise(LayerScope scope, Operation operation) {
        List<Value> inputs = scope.inputs();
        if (inputs.size() < 2) {
            throw scope.refused("has " + inputs.size() + " inputs instead of at least two");
        }
        Value result = inputs.get(0);
        for (int i = 1; i < inputs.size(); i++) {
            Value next = inputs.get(i);
            if (!next.shape().equals(result.shape()) || !next.order().equals(result.order())) {
                throw scope
                        .refused("combines " + result.shape() + " and " + next.shape() + ", whose numbers are not in one order");
            }
            String name = i == inputs.size() - 1 ? scope.name() : scope.name() + "/" + i;
            result = new Value(scope.add(name, operation, List.of(result, next), Map.of()).node(), next.shape(), next.order());
        }
        return result;
    }

    static Value concatenate(LayerScope scope) {
        int axis = scope.layer().config().path("axis").asInt(-1);
        boolean images = scope.inputs().get(0).isImages();
        if (axis != -1 && axis != (images ? 3 : 1)) {
            throw scope.refused("has the axis " + axis + ", which is not that of the channels");
        }
        Value joined = scope.add(scope.name(), new Operation.Concatenate(), scope.inputs(), Map.of());
        return images ? joined : new Value(joined.node(), joined.shape(),
                scope.inputs().stream().map(Value::order).reduce(FeatureOrder::then).orElseThrow());
    }
}
