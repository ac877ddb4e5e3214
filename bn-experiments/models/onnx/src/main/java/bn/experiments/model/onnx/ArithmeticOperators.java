package bn.experiments.model.onnx;

import bn.api.kernel.Activation;
import bn.api.kernel.Convolution;
import bn.experiments.architecture.LinearSpec;
import bn.experiments.architecture.Operation;
import bn.experiments.model.ModelArray;
import bn.experiments.model.ModelNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * Add, Sub, Mul and Div. With a constant for each channel they are a linear map of each channel: the bias of the linear map before, or
 * a depthwise 1 x 1 convolution, or, of rows of numbers, a fully connected map with a diagonal matrix.
 */
final class ArithmeticOperators {
    /** A diagonal matrix of more rows would be most of the network. */
    private static final int LARGEST_DIAGONAL = 4096;

    private ArithmeticOperators() {}

    static void add(Call call) {
        if (constant(call) >= 0) {
            affine(call, c -> 1, c -> c);
            return;
        }
        Data a = call.data(0);
        Data b = call.data(1);
        if (!a.view().equals(b.view()) || !a.shape().equals(b.shape())) {
            a = alike(call, a);
            b = alike(call, b);
        }
        if (!a.view().equals(b.view()) || !a.shape().equals(b.shape())) {
            throw call.refusal("a sum of " + a.describe() + " and " + b.describe() + " is not computed here");
        }
        call.result(a.from(call.add(new Operation.Add(Activation.IDENTITY), a, b).source()));
    }

    static void subtract(Call call) {
        switch (constant(call)) {
            case 0 -> affine(call, c -> -1, c -> c);
            case 1 -> affine(call, c -> 1, c -> -c);
            default -> throw call.refusal("a difference of two computed tensors is not computed here");
        }
    }

    static void divide(Call call) {
        if (constant(call) != 1) {
            throw call.refusal("a quotient is computed here if the divisor is constant");
        }
        affine(call, c -> 1 / c, c -> 0);
    }

    static void multiply(Call call) {
        if (constant(call) >= 0) {
            affine(call, c -> c, c -> 0);
            return;
        }
        Data a = call.data(0);
        Data b = call.data(1);
        Optional<Data> gated = ActivationOperators.gated(call, a, b).or(() -> ActivationOperators.gated(call, b, a));
        if (gated.isPresent()) {
            call.result(gated.get());
        } else if (a.view().equals(b.view()) && a.shape().equals(b.shape())) {
            call.result(product(call, a, b));
        } else if (isFactors(a, b)) {
            call.result(product(call, b, factors(call, a)));
        } else if (isFactors(b, a)) {
            call.result(product(call, a, factors(call, b)));
        } else {
            call.result(product(call, alike(call, a), alike(call, b)));
        }
    }

    private static Data product(Call call, Data a, Data b) {
        return a.from(call.add(new Operation.Multiply(), a, b).source());
    }

    /** Whether b has one number for each channel of the images a, at the place of the channels. */
    private static boolean isFactors(Data b, Data a) {
        int rank = a.view().rank();
        return a.isImages() && b.view().rank() == rank && b.channels() == a.channels() && b.positions() == 1
                && IntStream.range(0, rank).allMatch(i -> a.view().axis(i).batch() == b.view().axis(i).batch()
                        && (a.isChannels(i) ? b.isChannels(i) : b.view().axis(i).steps().isEmpty()));
    }

    private static Data factors(Call call, Data data) {
        return data.isImages() ? Layouts.flattened(call, data) : data;
    }

    private static Data alike(Call call, Data data) {
        return data.view().rank() == 2 ? Layouts.features(call, data)
                : Layouts.isPooled(data) ? data : Layouts.images(call, data);
    }

    /** Which input is constant; -1 if none is. */
    private static int constant(Call call) {
        return call.isConstant(1) ? 1 : call.isConstant(0) ? 0 : -1;
    }

    /** Each element times a scale plus a shift, which depend on a constant c of its channel. */
    private static void affine(Call call, DoubleUnaryOperator scale, DoubleUnaryOperator shift) {
        ModelArray constant = call.constant(constant(call));
        int input = 1 - constant(call);
        Data data = call.data(input);
        double[] c = perChannel(call, constant, data);
        double[] scales = Arrays.stream(c).map(scale).toArray();
        double[] shifts = Arrays.stream(c).map(shift).toArray();
        boolean scaled = Arrays.stream(scales).anyMatch(x -> x != 1);
        boolean shifted = Arrays.stream(shifts).anyMatch(x -> x != 0);
        ModelArray bias = array(constant, shifts, data.channels());
        if (!scaled && !shifted) {
            call.result(data);
        } else if (!scaled && takesBias(call, input, data)) {
            call.builder().addParameter(data, ModelNode.BIAS, bias);
            call.result(data);
        } else {
            Map<String, ModelArray> parameters = new HashMap<>(Map.of(ModelNode.WEIGHTS, weights(call, constant, data, scales)));
            if (shifted) {
                parameters.put(ModelNode.BIAS, bias);
            }
            LinearSpec map = data.isImages()
                    ? new LinearSpec.Convolutional(new Convolution(Convolution.square(1, 1, 0).window(), data.channels()),
                            data.channels())
                    : new LinearSpec.Dense(data.channels());
            Operation layer = new Operation.Layer(Optional.of(map), false, Activation.IDENTITY);
            call.result(data.from(call.add(layer, parameters, data).source()));
        }
    }

    private static boolean takesBias(Call call, int input, Data data) {
        return data.source() >= 0 && call.alone(input, data)
                && !call.builder().node(data).parameters().containsKey(ModelNode.BIAS)
                && call.builder().node(data).spec().operation() instanceof Operation.Layer layer && layer.linear().isPresent();
    }

    private static ModelArray array(ModelArray constant, double[] values, Integer... shape) {
        return new ModelArray(constant.dtype(), List.of(shape), () -> values);
    }

    private static ModelArray weights(Call call, ModelArray constant, Data data, double[] scales) {
        int channels = data.channels();
        if (data.isImages()) {
            return array(constant, scales, channels, 1, 1, 1);
        }
        if (channels > LARGEST_DIAGONAL) {
            throw call.refusal("a constant for each of " + channels + " numbers; at most " + LARGEST_DIAGONAL + " are read");
        }
        return array(constant, scales, channels, channels).map(List.of(channels, channels), values -> {
            double[] diagonal = new double[channels * channels];
            IntStream.range(0, channels).forEach(i -> diagonal[i * (channels + 1)] = values[i]);
            return diagonal;
        });
    }

    /** A constant for each channel: of one number, or with as many as there are channels, at the place of their axis. */
    private static double[] perChannel(Call call, ModelArray constant, Data data) {
        List<Integer> shape = constant.shape();
        int missing = data.view().rank() - shape.size();
        boolean fits = missing >= 0 && IntStream.range(0, shape.size())
                .allMatch(i -> shape.get(i) == 1 || data.isChannels(i + missing) && shape.get(i) == data.channels());
        if (!fits && constant.count() != 1 || missing < 0) {
            throw call.refusal("a constant of the shape " + shape + " for " + data.describe()
                    + "; it has one number for each channel, or one for all, here");
        }
        double[] values = constant.values();
        return IntStream.range(0, data.channels()).mapToDouble(i -> values[values.length == 1 ? 0 : i]).toArray();
    }
}
