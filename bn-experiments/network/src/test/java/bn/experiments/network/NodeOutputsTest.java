package bn.experiments.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Pooling;
import bn.api.kernel.Window;
import bn.api.kernel.WindowAxis;
import bn.api.norm.NormalizationOptions;
import bn.conformance.reference.ReferenceBackend;
import bn.experiments.architecture.Architecture;
import bn.experiments.architecture.ArchitectureBuilder;
import bn.experiments.architecture.NodeSpec;
import bn.experiments.architecture.Operation;
import bn.experiments.testing.Cpu;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Outputs of operations of images against their definitions, on two backends, in training and in inference. */
class NodeOutputsTest {
    private static final int BATCH = 3;
    private static final int CHANNELS = 6;
    private static final int HEIGHT = 4;
    private static final int WIDTH = 5;
    /** Of a mean of 9 numbers of order 1, or a product of two, in float64. */
    private static final double ROUNDING = 1e-15;

    /** An element of the outputs, from the images n x CHANNELS x HEIGHT x WIDTH. */
    private interface Element {
        double of(double[][][][] x, int n, int c, int i, int j);
    }

    private static Stream<Arguments> cases() {
        List<Arguments> cases = new ArrayList<>(List.of(
                Arguments.of("slice 2 channels after 3", Shape.of(2, HEIGHT, WIDTH),
                        (Element) (x, n, c, i, j) -> x[n][3 + c][i][j]),
                Arguments.of("zeros 2 top 1 left 0 bottom 3 right", Shape.of(CHANNELS, HEIGHT + 2, WIDTH + 4),
                        (Element) (x, n, c, i, j) -> i < 2 || j < 1 || j > WIDTH ? 0 : x[n][c][i - 2][j - 1]),
                Arguments.of("product from input, input", Shape.of(CHANNELS, HEIGHT, WIDTH),
                        (Element) (x, n, c, i, j) -> x[n][c][i][j] * x[n][c][i][j])));
        // PyTorch: x.view(N, groups, C / groups, H, W).transpose(1, 2).reshape(N, C, H, W)
        int[][] shuffles = {{1, 0, 1, 2, 3, 4, 5}, {2, 0, 3, 1, 4, 2, 5}, {3, 0, 2, 4, 1, 3, 5}, {6, 0, 1, 2, 3, 4, 5}};
        for (int[] shuffle : shuffles) {
            cases.add(Arguments.of("channel shuffle groups " + shuffle[0], Shape.of(CHANNELS, HEIGHT, WIDTH),
                    (Element) (x, n, c, i, j) -> x[n][shuffle[1 + c]][i][j]));
        }
        return cases.stream().flatMap(each -> backends().map(backend -> {
            Architecture architecture = Architecture.parse("input " + CHANNELS + "x" + HEIGHT + "x" + WIDTH + "; a: "
                    + each.get()[0] + "; b: flatten");
            return Arguments.of(architecture, each.get()[1], each.get()[2], backend);
        }));
    }

    private static Stream<Supplier<Backend>> backends() {
        return Stream.of(ReferenceBackend::new, Cpu::open);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void imagesAreWhatTheOperationSays(Architecture architecture, Shape shape, Element element, Supplier<Backend> open) {
        check(architecture, shape, element, open);
    }

    /** Sizes, strides, dilations and paddings, with the number of outputs that torch.nn.MaxPool2d(ceil_mode=True) gives. */
    private static final int[][] ROUNDED_UP = {{4, 3, 2, 1, 0, 2}, {5, 3, 2, 1, 0, 2}, {4, 2, 3, 1, 1, 2}, {5, 2, 3, 1, 0, 2},
            {4, 3, 3, 1, 1, 2}, {5, 3, 3, 1, 1, 2}, {4, 2, 2, 2, 0, 2}, {5, 5, 4, 1, 2, 2}, {4, 5, 2, 1, 0, 1},
            {5, 3, 1, 1, 1, 5}};

    private static Stream<Arguments> windows() {
        return backends().flatMap(backend -> Stream.of(Pooling.MAX, Pooling.AVERAGE).flatMap(pooling -> Stream.of(ROUNDED_UP)
                .flatMap(rows -> Stream.of(ROUNDED_UP).filter(columns -> rows[0] == HEIGHT && columns[0] == WIDTH)
                        .map(columns -> Arguments.of(pooling, rows, columns, backend)))));
    }

    @ParameterizedTest
    @MethodSource("windows")
    void lastWindowsMayEndAfterTheImages(Pooling pooling, int[] rows, int[] columns, Supplier<Backend> open) {
        ArchitectureBuilder builder = new ArchitectureBuilder();
        builder.add("flat", new Operation.Flatten(),
                builder.add("pool", new Operation.Pool(pooling, new Window(axis(rows), axis(columns))), NodeSpec.INPUT));
        check(builder.build(Shape.of(CHANNELS, HEIGHT, WIDTH)), Shape.of(CHANNELS, rows[5], columns[5]), (x, n, c, i, j) -> {
            double largest = Double.NEGATIVE_INFINITY;
            double sum = 0;
            int count = 0;
            for (int a = 0; a < rows[1]; a++) {
                for (int b = 0; b < columns[1]; b++) {
                    int row = i * rows[2] - rows[4] + a * rows[3];
                    int column = j * columns[2] - columns[4] + b * columns[3];
                    if (row >= 0 && row < HEIGHT && column >= 0 && column < WIDTH) {
                        largest = Math.max(largest, x[n][c][row][column]);
                        sum += x[n][c][row][column];
                        count++;
                    }
                }
            }
            return pooling == Pooling.MAX ? largest : sum / count;
        }, open);
    }

    private static WindowAxis axis(int[] numbers) {
        return Operation.Pool.roundedUp(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
    }

    @ParameterizedTest
    @MethodSource("backends")
    void factorsScaleChannels(Supplier<Backend> open) {
        Architecture architecture = Architecture.parse("input " + CHANNELS + "x" + HEIGHT + "x" + WIDTH
                + "; mean: global average; a: product from input, mean; b: flatten");
        check(architecture, Shape.of(CHANNELS, HEIGHT, WIDTH), (x, n, c, i, j) -> {
            double sum = 0;
            for (double[] row : x[n][c]) {
                for (double value : row) {
                    sum += value;
                }
            }
            return x[n][c][i][j] * sum / (HEIGHT * WIDTH);
        }, open);
    }

    private static void check(Architecture architecture, Shape shape, Element element, Supplier<Backend> open) {
        assertEquals(shape, architecture.shapes().get(architecture.nodes().size() - 2));
        double[][][][] x = new double[BATCH][CHANNELS][HEIGHT][WIDTH];
        double[] values = new SplittableRandom(3).doubles(BATCH * CHANNELS * HEIGHT * WIDTH, -1, 1).toArray();
        for (int at = 0; at < values.length; at++) {
            x[at / (CHANNELS * HEIGHT * WIDTH)][at / (HEIGHT * WIDTH) % CHANNELS][at / WIDTH % HEIGHT][at % WIDTH] = values[at];
        }
        try (Backend backend = open.get();
                Network network = new Network(backend,
                        new NetworkSpec(architecture, DType.FLOAT64, NormalizationOptions.pytorch(), BATCH, 1),
                        Cpu.normalization("batch"));
                Tensor inputs = backend.allocate(DType.FLOAT64, network.inputs(BATCH))) {
            inputs.upload(values, 0);
            for (Tensor outputs : List.of(network.forward(inputs), network.infer(inputs))) {
                double[] y = outputs.toDoubles();
                for (int at = 0; at < y.length; at++) {
                    int position = at % (int) shape.elements();
                    int c = position / (int) shape.rowElements();
                    double expected = element.of(x, at / (int) shape.elements(), c, position / shape.size(2) % shape.size(1),
                            position % shape.size(2));
                    assertEquals(expected, y[at], ROUNDING, architecture.text() + " at " + at);
                }
            }
        }
    }
}
