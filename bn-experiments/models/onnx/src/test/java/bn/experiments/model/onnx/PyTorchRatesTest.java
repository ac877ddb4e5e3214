package bn.experiments.model.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.DType;
import bn.api.InvalidRequestException;
import bn.experiments.architecture.Architecture;
import bn.experiments.model.BatchNormLayer;
import bn.experiments.model.Model;
import bn.experiments.model.ModelFormat;
import bn.experiments.model.ModelGraph;
import bn.experiments.model.ModelReader;
import bn.experiments.model.StateDictGraph;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rates, gradients and streams of networks that PyTorch exports, against its autograd in float64. In training mode with all examples
 * as one batch, PyTorch normalizes by the statistics of the population.
 *
 * <p>Both sides round sums of at most 1e4 terms in at most ten layers, each to 1e-16 of its terms.
 */
class PyTorchRatesTest {
    private static final double ROUNDING = 1e-9;
    private static final int BATCH = 20;
    private static final String CNN = """
            input 3x16x16
            conv1: convolution 4 3x3 padding 1, normalization, relu
            pool1: max pooling 3x3 stride 2 padding 1
            conv2: convolution 6 3x3 padding 1, normalization eps 0.001, relu
            pool2: max pooling 2x2 stride 2
            flat: flatten
            fc: fully connected 5
            """;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void export() throws IOException, InterruptedException {
        try (InputStream script = PyTorchRatesTest.class.getResourceAsStream("networks.py")) {
            Python.run(folder, "torch, onnx", new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static Model read(String file) {
        return new ModelReader(ModelFormat.load(PyTorchRatesTest.class.getClassLoader())).read(folder.resolve(file));
    }

    private static PyTorchNumbers numbers(String name) throws IOException {
        return PyTorchNumbers.read(folder.resolve(name + ".txt"));
    }

    /** A state dict has no graph; its architecture is ours. */
    private static ModelGraph graph(Model model) {
        return model.format().equals("onnx") ? model.graph().orElseThrow(() -> new AssertionError(model.noGraph().orElse("")))
                : StateDictGraph.of(model.file().path(), Architecture.parse(CNN), model.arrays());
    }

    private static MeasuredNetwork network(String file) {
        Model model = read(file);
        return new MeasuredNetwork(model.file().path(), graph(model), Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cnn", "resnet_a", "resnet_b", "mobilenet", "densenet", "mlp"})
    void outputsAreThoseOfEvalMode(String name) throws IOException {
        PyTorchNumbers expected = numbers(name);
        Model model = read(name + ".onnx");
        assertEquals(List.of(), model.notes());
        Outputs.assertClose(expected.numbers("outputs"),
                Outputs.of(model, expected.numbers("inputs"), expected.numbers("labels").length), ROUNDING);
        assertEquals(Set.copyOf(expected.startingWith("population gammaGradient ").keySet()),
                model.layers().stream().map(BatchNormLayer::name).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @CsvSource({"cnn.onnx, cnn", "cnn.pt, cnn", "resnet_a.onnx, resnet_a", "resnet_a_dynamic.onnx, resnet_a",
            "resnet_b.onnx, resnet_b", "mobilenet.onnx, mobilenet", "densenet.onnx, densenet", "mlp.onnx, mlp",
            "mlp_wrapped.onnx, mlp"})
    void ratesAndStreamsAreThoseOfAutograd(String file, String name) throws IOException {
        PyTorchNumbers expected = numbers(name);
        MeasuredNetwork network = network(file);
        assertEquals(DType.FLOAT64, network.dtype());
        assertEqual(expected, "population ", network.population(expected.examples()));
        assertEqual(expected, "batches ", network.batches(expected.examples(), BATCH));
    }

    /** The same layers and the same streams, with the same numbers. */
    private static void assertEqual(PyTorchNumbers expected, String kind, Map<String, double[]> actual) {
        assertEquals(new TreeSet<>(expected.startingWith(kind).keySet()), new TreeSet<>(actual.keySet()));
        actual.forEach((key, values) -> {
            double[] right = expected.numbers(kind + key);
            double largest = largest(right);
            if (key.startsWith("stream ") && right.length > 0) {
                // The sum of all absolute terms, to which rounding is relative; the first number is that of the channels.
                largest = right[right.length - 1];
                assertEquals(right[0], values[0], key);
            } else if (key.startsWith("betaGradient ")) {
                // A normalization without padding takes a shift away: then the gradient with respect to beta is rounding alone.
                largest = Math.max(largest, largest(expected.numbers(kind + key.replace("beta", "gamma"))));
            }
            assertEquals(right.length, values.length, key);
            for (int i = 0; i < right.length; i++) {
                assertEquals(right[i], values[i], ROUNDING * largest, kind + key + ", number " + i);
            }
        });
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet_a", "resnet_b", "mobilenet", "densenet"})
    void streamsBelowRelu6HaveNoBalanceAndSayWhy(String name) throws IOException {
        Map<String, String> expected = numbers(name).startingWith("obstacle ");
        Map<String, String> obstacles = network(name + ".onnx").obstacles();
        assertEquals(expected.keySet(), obstacles.keySet());
        assertEquals(name.equals("mobilenet"), !expected.isEmpty());
        expected.forEach((stream, activation) -> {
            String writer = stream.split(" > ", -1)[0];
            assertEquals("the activation " + activation + " of " + writer + " is not positively homogeneous",
                    obstacles.get(stream));
        });
    }

    @Test
    void weightsInFloat16AreComputedInFloat64() throws IOException {
        PyTorchNumbers expected = numbers("cnn_half");
        Model model = read("cnn_half.onnx");
        assertTrue(model.arrays().values().stream().allMatch(array -> array.dtype().equals("F16")));
        MeasuredNetwork network = new MeasuredNetwork(model.file().path(), graph(model), Optional.of(DType.FLOAT64));
        assertEqual(expected, "population ", network.population(expected.examples()));
        assertEquals(DType.FLOAT32, network("cnn_half.onnx").dtype());
    }

    /** The exporter folds the normalizations right after convolutions, and leaves those right before them. */
    @Test
    void anExportThatIsFoldedInPartSaysSo() {
        Model model = read("densenet_folded.onnx");
        assertEquals(List.of("dense1.norm1", "dense2.norm1", "transition.0", "dense3.norm1", "norm5"),
                model.layers().stream().map(BatchNormLayer::name).toList());
        assertTrue(model.notes().toString().contains("folded batch normalizations into 3 of the convolutions"),
                model.notes().toString());
    }

    @Test
    void aFoldedExportHasNoRatesAndSaysHowToExport() throws IOException {
        Model model = read("cnn_folded.onnx");
        assertEquals(List.of(), model.layers());
        assertTrue(model.notes().toString().contains("do_constant_folding=False"), model.notes().toString());
        assertThrows(InvalidRequestException.class, () -> network("cnn_folded.onnx").population(numbers("cnn").examples()));
    }
}
