package bn.experiments.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Activation;
import bn.api.kernel.Convolution;
import bn.api.kernel.Loss;
import bn.api.kernel.Pooling;
import bn.api.kernel.Window;
import bn.api.kernel.WindowAxis;
import bn.api.norm.NormalizationOptions;
import bn.api.norm.Parameter;
import bn.conformance.reference.ReferenceBackend;
import bn.experiments.architecture.Architecture;
import bn.experiments.architecture.ArchitectureBuilder;
import bn.experiments.architecture.LinearSpec;
import bn.experiments.architecture.NodeSpec;
import bn.experiments.architecture.Operation;
import bn.experiments.testing.Cpu;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The back-propagated gradients of networks with branches against central differences of the loss, on the reference backend. */
class GraphGradientTest {
    private static final int BATCH = 3;
    private static final int OUTPUTS = 2;
    private static final double STEP = 1e-5;
    /** Rounding of a loss of order 1 divided by the step; truncation: the step squared times a third derivative of order 100. */
    private static final double TOLERANCE = 3e-8;

    /** As in MobileNetV3 and EfficientNet, with an eps of its own. */
    private static final String SQUEEZE_AND_EXCITATION = """
            input 2x4x4
            stem: convolution 4 3x3 padding 1, normalization eps 0.001, silu
            squeeze: global average
            reduce: fully connected 2, relu
            expand: fully connected 4, hard sigmoid
            scaled: product from stem, expand
            project: convolution 4 1x1, normalization eps 0.01
            sum: sum from project, stem
            pool: global average
            last: fully connected 2
            """;
    /** Units of ShuffleNetV2 of stride 1 and 2; slices leave channels out for one reader and overlap for others. */
    private static final String SHUFFLE_UNITS = """
            input 2x4x4
            stem: convolution 6 1x1, normalization, tanh
            keep: slice 3 channels after 0
            work: slice 3 channels after 3 from stem
            filtered: convolution 3 3x3 padding 1 groups 3, normalization
            mixed: convolution 3 1x1, normalization, relu
            both: concatenation from keep, mixed
            shuffled: channel shuffle groups 2
            left: convolution 3 3x3 padding 1 stride 2, normalization from shuffled
            around: zeros 1 top 0 left 0 bottom 2 right from shuffled
            right: convolution 6 2x3 stride 2, normalization, relu
            down: concatenation from left, right
            thirds: channel shuffle groups 3
            middle: slice 4 channels after 3
            pool: global average
            last: fully connected 2
            """;
    /** Layers of a DenseNet, named as in torchvision, whose names are like those of the arrays of normalizations. */
    private static final String DENSE_BLOCK = """
            input 2x3x3
            features: convolution 3 3x3 padding 1
            features.norm1: normalization, relu
            features.conv1: convolution 2 1x1, normalization, relu
            features.conv2: convolution 2 3x3 padding 1
            features.both: concatenation from features, features.conv2
            features.norm: normalization, relu
            features.norm.conv: convolution 2 3x3 padding 1
            all: concatenation from features, features.conv2, features.norm.conv
            features.norm.norm: normalization, silu
            pool: global average
            last: fully connected 2
            """;
    /** Products of a tensor with itself, of neighbours in the graph, and of images with factors that they do not depend on. */
    private static final String PRODUCTS = """
            input 2x2x3
            stem: convolution 2 1x1, normalization, tanh
            square: product from stem, stem
            side: convolution 2 1x1, tanh from stem
            mixed: product from side, square
            means: global average from side
            gate: fully connected 2, sigmoid
            other: product from gate, means
            scaled: product from mixed, other
            scaled2: product from scaled, gate
            flat: flatten
            last: fully connected 2
            """;

    /** Branches of GoogLeNet, with poolings whose last windows are cut off by the border. */
    private static Architecture inception() {
        ArchitectureBuilder builder = new ArchitectureBuilder();
        int stem = builder.convolution("stem", NodeSpec.INPUT, Convolution.square(3, 1, 1), 3, Activation.TANH);
        Window largest = new Window(Operation.Pool.roundedUp(5, 3, 2, 1, 0), Operation.Pool.roundedUp(4, 3, 2, 1, 0));
        int halved = builder.add("halved", new Operation.Pool(Pooling.MAX, largest), stem);
        int first = builder.convolution("branch1", halved, Convolution.square(1, 1, 0), 2, Activation.RELU);
        int second = builder.convolution("branch2", halved, Convolution.square(3, 1, 1), 2, Activation.RELU);
        int pooled = builder.add("branch3", new Operation.Pool(Pooling.MAX, Window.square(2, 1, 1)),
                builder.convolution("branch3.conv", halved, Convolution.square(2, 1, 0), 2, Activation.TANH));
        int all = builder.add("all", new Operation.Concatenate(), first, second, pooled);
        Window mean = new Window(Operation.Pool.roundedUp(2, 3, 2, 1, 1), Operation.Pool.roundedUp(2, 3, 2, 1, 1));
        int averaged = builder.add("averaged", new Operation.Pool(Pooling.AVERAGE, mean), all);
        builder.linear("last", builder.add("flatten", new Operation.Flatten(), averaged), new LinearSpec.Dense(OUTPUTS));
        return builder.build("inception", Shape.of(2, 5, 4));
    }

    static Stream<Architecture> architectures() {
        Stream<Architecture> fixed = Stream.concat(
                Stream.of(everyOperation(), smallResNet(), preActivation(), smallMobileNet(), inception()),
                Stream.of(SQUEEZE_AND_EXCITATION, SHUFFLE_UNITS, DENSE_BLOCK, PRODUCTS).map(Architecture::parse));
        return Stream.concat(fixed, new SplittableRandom(11).longs(25).mapToObj(GraphGradientTest::random));
    }

    private static Architecture everyOperation() {
        ArchitectureBuilder builder = new ArchitectureBuilder();
        WindowAxis lopsided = new WindowAxis(2, 1, 2, 1, 0);
        Window odd = new Window(lopsided, new WindowAxis(3, 2, 1, 0, 2));
        int first = builder.convolution("conv", NodeSpec.INPUT, new Convolution(odd, 1), 4, Activation.TANH);
        int grouped = builder.convolution("grouped", first, new Convolution(Window.square(3, 1, 1), 2), 4, Activation.SILU);
        int both = builder.add("concatenate", new Operation.Concatenate(), first, grouped, first);
        int average = builder.pool("average", both, Pooling.AVERAGE_WITH_PADDING, 2, 1);
        int padded = builder.add("channels", new Operation.PadChannels(1, 2), average);
        int flat = builder.add("flatten", new Operation.Flatten(), padded);
        int dense = builder.dense("dense", flat, 3, Activation.HARD_SWISH);
        int dropped = builder.add("dropout", new Operation.Dropout(0.3), dense);
        builder.linear("last", dropped, new LinearSpec.Dense(OUTPUTS));
        return builder.build("every operation", Shape.of(2, 5, 6));
    }

    /** A block with an identity, one that halves, with each kind of shortcut. */
    private static Architecture smallResNet() {
        ArchitectureBuilder builder = new ArchitectureBuilder();
        int at = builder.convolution("stem", NodeSpec.INPUT, Convolution.square(3, 1, 1), 4, Activation.RELU);
        int inner = builder.convolution("a1", at, Convolution.square(3, 1, 1), 4, Activation.RELU);
        int outer = builder.convolution("a2", inner, Convolution.square(3, 1, 1), 4, Activation.IDENTITY);
        at = builder.sum("a", at, outer, Activation.RELU);
        int subsampled = builder.pool("b.subsample", at, Pooling.MAX, 1, 2);
        int shortcut = builder.add("b.shortcut", new Operation.PadChannels(2, 2), subsampled);
        inner = builder.convolution("b1", at, Convolution.square(3, 2, 1), 8, Activation.RELU);
        outer = builder.convolution("b2", inner, Convolution.square(3, 1, 1), 8, Activation.IDENTITY);
        at = builder.sum("b", shortcut, outer, Activation.RELU);
        int projected = builder.convolution("c.shortcut", at, Convolution.square(1, 1, 0), 3, Activation.IDENTITY);
        inner = builder.convolution("c1", at, Convolution.square(3, 1, 1), 3, Activation.IDENTITY);
        at = builder.sum("c", projected, inner, Activation.RELU);
        int pooled = builder.add("pool", new Operation.GlobalAverage(), at);
        builder.linear("last", pooled, new LinearSpec.Dense(OUTPUTS));
        return builder.build("small resnet", Shape.of(2, 4, 4));
    }

    private static Architecture preActivation() {
        ArchitectureBuilder builder = new ArchitectureBuilder();
        int at = builder.linear("stem", NodeSpec.INPUT, new LinearSpec.Convolutional(Convolution.square(3, 1, 1), 3));
        for (String block : List.of("a", "b")) {
            int norm = builder.normalization(block + ".bn", at, Activation.RELU);
            int inner = builder.linear(block + ".conv", norm, new LinearSpec.Convolutional(Convolution.square(3, 1, 1), 3));
            at = builder.sum(block, at, inner, Activation.IDENTITY);
        }
        int last = builder.normalization("bn", at, Activation.leakyRelu(0.2));
        int pooled = builder.add("pool", new Operation.GlobalAverage(), last);
        builder.linear("last", pooled, new LinearSpec.Dense(OUTPUTS));
        return builder.build("pre-activation", Shape.of(2, 3, 3));
    }

    private static Architecture smallMobileNet() {
        ArchitectureBuilder builder = new ArchitectureBuilder();
        int at = builder.convolution("stem", NodeSpec.INPUT, Convolution.square(3, 1, 1), 3, Activation.RELU6);
        int wide = builder.convolution("expand", at, Convolution.square(1, 1, 0), 6, Activation.RELU6);
        int filtered = builder.convolution("depthwise", wide, new Convolution(Window.square(3, 1, 1), 6), 6, Activation.RELU6);
        int narrow = builder.convolution("project", filtered, Convolution.square(1, 1, 0), 3, Activation.IDENTITY);
        at = builder.sum("sum", at, narrow, Activation.IDENTITY);
        int flat = builder.add("flatten", new Operation.Flatten(), at);
        builder.linear("last", flat, new LinearSpec.Dense(OUTPUTS));
        return builder.build("small mobilenet", Shape.of(1, 4, 3));
    }

    /** Nodes of one shape that read any nodes before them, so that gradients meet, share storage and part in many ways. */
    private static Architecture random(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        ArchitectureBuilder builder = new ArchitectureBuilder();
        builder.convolution("stem", NodeSpec.INPUT, Convolution.square(1, 1, 0), 2, Activation.TANH);
        int nodes = 3 + random.nextInt(9);
        for (int i = 1; i < nodes; i++) {
            // A node that no other reads would have no gradient, so each reads the one before.
            int other = random.nextInt(i);
            switch (random.nextInt(6)) {
                case 0 -> builder.convolution("node" + i, i - 1, Convolution.square(1, 1, 0), 2, Activation.TANH);
                case 1 -> builder.normalization("node" + i, i - 1, Activation.SILU);
                case 2 -> builder.add("node" + i, new Operation.Layer(Optional.empty(), false, Activation.SIGMOID), i - 1);
                case 3 -> builder.sum("node" + i, i - 1, other, Activation.IDENTITY);
                case 4 -> builder.add("node" + i, new Operation.Multiply(), i - 1, other);
                default -> builder.sum("node" + i, other, i - 1, Activation.RELU);
            }
        }
        int pooled = builder.add("pool", new Operation.GlobalAverage(), nodes - 1);
        builder.linear("last", pooled, new LinearSpec.Dense(OUTPUTS));
        return builder.build("random " + seed, Shape.of(2, 2, 2));
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void everyGradientIsTheDerivativeOfTheLoss(Architecture architecture) {
        NetworkSpec spec = new NetworkSpec(architecture, DType.FLOAT64, NormalizationOptions.pytorch(), BATCH, 3);
        try (Backend backend = new ReferenceBackend();
                Network network = new Network(backend, spec, Cpu.normalization("batch"))) {
            SplittableRandom random = new SplittableRandom(5);
            Shape shape = network.inputs(BATCH);
            Tensor inputs = backend.allocate(DType.FLOAT64, shape);
            inputs.upload(random.doubles(shape.elements(), -1, 1).toArray(), 0);
            Tensor targets = backend.allocate(DType.FLOAT64, Shape.of(BATCH, OUTPUTS));
            targets.upload(random.doubles(BATCH * OUTPUTS, -1, 1).toArray(), 0);
            Tensor metrics = backend.allocate(DType.FLOAT64, Shape.of(2));
            Runnable loss = () -> {
                network.setRandom(new SplittableRandom(7));
                backend.loss().compute(Loss.SQUARED, network.forward(inputs), targets, network.outputGradient(BATCH), metrics);
            };
            loss.run();
            network.backward(inputs, BackwardHook.STORE);
            List<double[]> gradients = new ArrayList<>();
            network.parameters().forEach(parameter -> gradients.add(parameter.gradient().toDoubles()));
            double largest = 0;
            for (int p = 0; p < gradients.size(); p++) {
                Parameter parameter = network.parameters().get(p);
                double[] values = parameter.value().toDoubles();
                for (int i = 0; i < values.length; i++) {
                    double difference = (lossAt(loss, metrics, parameter, values, i, STEP)
                            - lossAt(loss, metrics, parameter, values, i, -STEP)) / (2 * STEP);
                    int number = i;
                    assertEquals(difference, gradients.get(p)[i], TOLERANCE, () -> parameter.role() + " " + number);
                    largest = Math.max(largest, Math.abs(difference));
                }
                parameter.value().upload(values, 0);
            }
            assertTrue(largest > 1e-3, "all derivatives are near 0");
        }
    }

    private static double lossAt(Runnable loss, Tensor metrics, Parameter parameter, double[] values, int index, double step) {
        double[] moved = values.clone();
        moved[index] += step;
        parameter.value().upload(moved, 0);
        loss.run();
        return metrics.toDoubles()[0];
    }
}
