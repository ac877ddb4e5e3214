package bn.experiments.model.keras;

import bn.api.Shape;
import bn.api.kernel.Convolution;
import bn.api.kernel.Window;
import bn.experiments.architecture.LinearSpec.Convolutional;
import bn.experiments.architecture.LinearSpec.Dense;
import bn.experiments.model.ModelArray;
import java.util.List;
import java.util.Optional;

/** Convolutions and fully connected layers. */
final class LinearLayers {

    private LinearLayers() {}

    static Value convolution(LayerScope scope) {
        Value images = scope.images();
        int units = scope.whole("filters", scope.layer().config().path("filters"));
        int groups = (int) scope.number("groups", 1);
        int channels = images.shape().size(0);
        if (groups < 1 || channels % groups != 0) {
            throw scope.refused("has " + groups + " groups for " + channels + " channels");
        }
        Window window = Windows.of(scope, "kernel_size", "strides");
        ModelArray kernel = scope.array("kernel", kernel(window, channels / groups, units));
        return scope.activated(scope.addLinear(scope.name(), new Convolutional(new Convolution(window, groups), units), images,
                Kernels.convolution(kernel), scope.bias(units)));
    }

    static Value depthwise(LayerScope scope) {
        int units = Math.multiplyExact(scope.images().shape().size(0), multiplier(scope));
        return scope.activated(depthwise(scope, scope.name(), "kernel", scope.bias(units)));
    }

    static Value separable(LayerScope scope) {
        Value depthwise = depthwise(scope, scope.name() + "/depthwise", "depthwise_kernel", Optional.empty());
        int units = scope.whole("filters", scope.layer().config().path("filters"));
        Window one = Window.square(1, 1, 0);
        ModelArray kernel = scope.array("pointwise_kernel", kernel(one, depthwise.shape().size(0), units));
        return scope.activated(scope.addLinear(scope.name(), new Convolutional(new Convolution(one, 1), units), depthwise,
                Kernels.convolution(kernel), scope.bias(units)));
    }

    private static Value depthwise(LayerScope scope, String name, String role, Optional<ModelArray> bias) {
        Value images = scope.images();
        int channels = images.shape().size(0);
        int maps = multiplier(scope);
        Window window = Windows.of(scope, "kernel_size", "strides");
        ModelArray kernel = scope.array(role, kernel(window, channels, maps));
        return scope.addLinear(name, new Convolutional(new Convolution(window, channels), Math.multiplyExact(channels, maps)),
                images,
                Kernels.depthwise(kernel), bias);
    }

    private static int multiplier(LayerScope scope) {
        return (int) scope.number("depth_multiplier", 1);
    }

    /** Applied to images, it is a convolution of one position. */
    static Value dense(LayerScope scope) {
        Value input = scope.input();
        int units = scope.whole("units", scope.layer().config().path("units"));
        int inputs = input.shape().size(0);
        ModelArray kernel = scope.array("kernel", List.of(inputs, units));
        Value outputs = input.isImages()
                ? scope.addLinear(scope.name(), new Convolutional(Convolution.square(1, 1, 0), units), input,
                        Kernels.dense(kernel, FeatureOrder.of(Shape.of(inputs)), List.of(units, inputs, 1, 1)), scope.bias(units))
                : scope.addLinear(scope.name(), new Dense(units), input,
                        Kernels.dense(kernel, input.order(), List.of(units, inputs)), scope.bias(units));
        return scope.activated(outputs);
    }

    private static List<Integer> kernel(Window window, int channels, int units) {
        return List.of(window.vertical().size(), window.horizontal().size(), channels, units);
    }
}
