package bn.experiments.model.onnx;

import bn.api.kernel.Activation;
import bn.api.kernel.Convolution;
import bn.api.kernel.Window;
import bn.experiments.architecture.LinearSpec;
import bn.experiments.architecture.Operation;
import bn.experiments.model.ModelArray;
import bn.experiments.model.ModelNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Conv, Gemm, MatMul and BatchNormalization. */
final class LinearOperators {
    private static final int WEIGHT_AXES = 4;
    private static final List<String> NORMALIZATION = List.of(ModelNode.GAMMA, ModelNode.BETA, ModelNode.MEAN,
            ModelNode.VARIANCE);

    private LinearOperators() {}

    static void convolution(Call call) {
        ModelArray weights = call.constant(1);
        List<Integer> shape = weights.shape();
        if (shape.size() != WEIGHT_AXES || shape.stream().anyMatch(size -> size < 1)) {
            throw call.refusal("convolutions have weights O x C x KH x KW here, and these have the shape " + shape);
        }
        int units = shape.get(0);
        Map<String, ModelArray> parameters = parameters(weights, call.optional(2).map(bias -> flat(call, bias, units)));
        int groups = (int) call.attributes().integer("group", 1);
        Data data = call.data(0);
        if (Layouts.isPooled(data)) {
            // A 1 x 1 convolution of one position is a fully connected map.
            Window window = Windows.of(call, List.of(1, 1), shape.subList(2, WEIGHT_AXES));
            if (groups != 1 || !window.equals(Windows.single(window))) {
                throw call.refusal("a convolution of one position has a 1 x 1 window and one group here");
            }
            requireColumns(call, shape.get(1), data.channels());
            parameters.put(ModelNode.WEIGHTS, weights.map(shape.subList(0, 2), x -> x));
            Data result = call.add(layer(new LinearSpec.Dense(units)), parameters, data);
            call.result(result.with(result.view().withOne(2).withOne(2)));
            return;
        }
        Data images = Layouts.images(call, data);
        Window window = Windows.of(call, images.view().sizes().subList(1, 3), shape.subList(2, WEIGHT_AXES));
        LinearSpec map = new LinearSpec.Convolutional(new Convolution(window, groups), units);
        requireColumns(call, shape.get(1), map.weights(images.shape()).size(1));
        call.result(call.add(layer(map), parameters, images));
    }

    private static void requireColumns(Call call, int has, int takes) {
        if (has != takes) {
            throw call.refusal("its weights are for " + has + " inputs, and it reads " + takes);
        }
    }

    private static Map<String, ModelArray> parameters(ModelArray weights, Optional<ModelArray> bias) {
        Map<String, ModelArray> parameters = new HashMap<>(Map.of(ModelNode.WEIGHTS, weights));
        bias.ifPresent(array -> parameters.put(ModelNode.BIAS, array));
        return parameters;
    }

    private static Operation layer(LinearSpec map) {
        return new Operation.Layer(Optional.of(map), false, Activation.IDENTITY);
    }

    static void gemm(Call call) {
        Attributes attributes = call.attributes();
        if (attributes.flag("transA", false)) {
            throw call.refusal("it transposes its inputs (transA)");
        }
        ModelArray matrix = matrix(call, 1);
        ModelArray weights = scaled(attributes.flag("transB", false) ? matrix : ConstantAxes.transposed(matrix),
                attributes.number("alpha", 1));
        int units = weights.shape().get(0);
        Optional<ModelArray> bias = call.optional(2).map(array -> scaled(flat(call, array, units), attributes.number("beta", 1)));
        call.result(dense(call, weights, bias));
    }

    static void product(Call call) {
        if (!call.isConstant(1)) {
            throw call
                    .refusal("a product of two computed tensors is not computed here; one with constant weights on its right is");
        }
        call.result(dense(call, ConstantAxes.transposed(matrix(call, 1)), Optional.empty()));
    }

    private static Data dense(Call call, ModelArray weights, Optional<ModelArray> bias) {
        Data data = call.data(0);
        if (data.view().rank() == 2 && data.view().startsWithBatch()) {
            requireColumns(call, weights.shape().get(1), data.view().axis(1).size());
        }
        Optional<int[]> order = Layouts.order(data);
        Data rows = order.isPresent() ? Layouts.flattened(call, data) : Layouts.features(call, data);
        ModelArray columns = order.map(moved -> permuted(weights, moved)).orElse(weights);
        return call.add(layer(new LinearSpec.Dense(weights.shape().get(0))), parameters(columns, bias), rows);
    }

    /** Weights whose column i becomes the column order[i]. */
    private static ModelArray permuted(ModelArray weights, int[] order) {
        return weights.map(weights.shape(), values -> {
            double[] moved = new double[values.length];
            for (int i = 0; i < values.length; i++) {
                int column = i % order.length;
                moved[i - column + order[column]] = values[i];
            }
            return moved;
        });
    }

    private static ModelArray matrix(Call call, int input) {
        ModelArray matrix = call.constant(input);
        if (matrix.shape().size() != 2 || matrix.shape().contains(0)) {
            throw call.refusal("its weights have the shape " + matrix.shape() + ", not that of a matrix");
        }
        return matrix;
    }

    private static ModelArray scaled(ModelArray array, double factor) {
        return factor == 1 ? array : array.map(array.shape(), values -> Arrays.stream(values).map(x -> factor * x).toArray());
    }

    /** A bias of one number for each unit, or for all of them. */
    private static ModelArray flat(Call call, ModelArray bias, int units) {
        if (bias.count() == 1) {
            return bias.map(List.of(units), values -> IntStream.range(0, units).mapToDouble(i -> values[0]).toArray());
        }
        int rank = bias.shape().size();
        if (bias.count() != units || bias.shape().get(rank - 1) != units) {
            throw call.refusal("its bias has the shape " + bias.shape() + ", and it has " + units + " units");
        }
        return bias.map(List.of(units), x -> x);
    }

    static void normalization(Call call) {
        Attributes attributes = call.attributes();
        if (!attributes.flag("spatial", true)) {
            throw call.refusal("it has a scale for each position (spatial=0); here it has one for each channel");
        }
        if (attributes.flag("training_mode", false) || call.outputs() > 1) {
            call.note("its batch normalizations are in training mode; here they take their running statistics in inference");
        }
        Data data = call.data(0);
        if (data.view().rank() < 2) {
            throw call.refusal("it reads " + data.describe());
        }
        Data source = Layouts.channels(call, data, 1);
        Map<String, ModelArray> parameters = new HashMap<>();
        for (int i = 0; i < NORMALIZATION.size(); i++) {
            ModelArray array = call.constant(i + 1);
            if (!array.shape().equals(List.of(source.channels()))) {
                throw call.refusal("its " + NORMALIZATION.get(i) + " has the shape " + array.shape() + ", and it reads "
                        + source.channels() + " channels");
            }
            parameters.put(NORMALIZATION.get(i), array);
        }
        OptionalDouble eps = OptionalDouble.of(BatchNormalizations.eps(attributes));
        Data result = call.add(new Operation.Layer(Optional.empty(), true, eps, Activation.IDENTITY), parameters, source);
        call.result(source.from(result.source()));
    }
}
