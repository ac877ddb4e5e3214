package bn.experiments.model.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import bn.api.Shape;
import bn.experiments.model.BatchNormLayer;
import bn.experiments.model.Model;
import bn.experiments.model.ModelFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks that h5py writes have the outputs that NumPy computes with channels last. */
class KerasOutputsTest {
    @TempDir
    private static Path folder;
    private static Optional<String> problem = Optional.empty();

    @BeforeAll
    static void write() throws Exception {
        problem = PythonNetworks.write(folder);
    }

    private static Model read(String name) {
        assumeTrue(problem.isEmpty(), () -> problem.orElseThrow());
        return new KerasFormat().read(ModelFile.of(folder.resolve(name)));
    }

    private static double[] numbers(String name) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(folder.resolve(name))).order(ByteOrder.LITTLE_ENDIAN);
        double[] numbers = new double[bytes.remaining() / Double.BYTES];
        bytes.asDoubleBuffer().get(numbers);
        return numbers;
    }

    /** Both compute in float64: they differ by the rounding of sums of at most a few hundred terms in ten layers. */
    private static void assertOutputs(Model model, String name) throws IOException {
        assertEquals(Optional.empty(), model.noGraph());
        double[] expected = numbers(name + ".out");
        double[] outputs = new NaiveGraph(model.graph().orElseThrow()).outputs(
                channelsFirst(numbers(name + ".in"), model.graph().orElseThrow().input()));
        double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        assertTrue(largest > 1e-3);
        assertEquals(expected.length, outputs.length);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], outputs[i], 1e-12 * largest);
        }
    }

    private static double[] channelsFirst(double[] numbers, Shape shape) {
        double[] result = new double[numbers.length];
        int channels = shape.size(0);
        for (int i = 0; i < numbers.length; i++) {
            result[i % channels * (numbers.length / channels) + i / channels] = numbers[i];
        }
        return result;
    }

    @Test
    void windowsPaddingsAndFlattenedImagesOfKeras2() throws IOException {
        Model model = read("windows.h5");
        assertOutputs(model, "windows");
        assertEquals(List.of("bn1", "bn2", "bn3"), model.layers().stream().map(BatchNormLayer::name).toList());
        assertEquals(OptionalDouble.of(1e-2), model.layers().get(0).eps());
        assertTrue(model.layers().get(0).gamma().isEmpty());
        assertTrue(model.layers().get(1).beta().isEmpty());
        assertEquals(List.of(10, 1, 2, 3), model.layers().get(1).linear().orElseThrow().weights());
        assertEquals("depthwise convolution", model.layers().get(1).linear().orElseThrow().kind());
        assertEquals(List.of("the state of the optimizer (1 arrays) is not read",
                "the softmax of the layer last is left out, because losses take logits"), model.notes());
    }

    @Test
    void groupsDilationAndSqueezeAndExcitationOfKeras3() throws IOException {
        Model model = read("excitation.keras");
        assertOutputs(model, "excitation");
        assertEquals(List.of("z_bn", "a_bn"), model.layers().stream().map(BatchNormLayer::name).toList());
        assertEquals(List.of(8, 2, 3, 2), model.layers().get(0).linear().orElseThrow().weights());
        assertEquals(OptionalDouble.of(1e-5), model.layers().get(1).eps());
    }

    @Test
    void sequentialModelsOfBothVersionsAndOtherPrecisions() throws IOException {
        Model doubles = read("doubles.h5");
        assertOutputs(doubles, "doubles");
        assertEquals("F64", doubles.arrays().get("model_weights/d1/d1/kernel:0").dtype());
        Model halves = read("halves.keras");
        assertOutputs(halves, "halves");
        assertEquals("F16", halves.arrays().get("layers/dense/vars/0").dtype());
    }

    @Test
    void weightsAloneHaveLayersInOrderButNoGraph() {
        Model model = read("weights.h5");
        assertEquals(Optional.of("the file has weights alone; save the whole model (model.save)"),
                model.noGraph());
        BatchNormLayer layer = model.layers().get(0);
        assertEquals("n1", layer.name());
        assertEquals(OptionalDouble.empty(), layer.eps());
        assertEquals("d1", layer.linear().orElseThrow().name());
        assertEquals(List.of(6, 11), layer.linear().orElseThrow().weights());
    }
}
