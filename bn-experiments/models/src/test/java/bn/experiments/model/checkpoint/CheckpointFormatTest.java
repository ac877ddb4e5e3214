package bn.experiments.model.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.DType;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.norm.NormalizationOptions;
import bn.experiments.architecture.Architecture;
import bn.experiments.architecture.ArchitectureSummary;
import bn.experiments.model.BatchNormLayer;
import bn.experiments.model.LinearMap;
import bn.experiments.model.Model;
import bn.experiments.model.ModelFile;
import bn.experiments.model.NetworkImport;
import bn.experiments.model.safetensors.SafetensorsFormat;
import bn.experiments.network.Network;
import bn.experiments.network.NetworkSpec;
import bn.experiments.run.Checkpoint;
import bn.experiments.testing.Cpu;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointFormatTest {
    private static final int EXAMPLES = 3;
    private static final double EPS = 1e-4;

    @TempDir
    private Path scratch;

    /** A network with random parameters and running statistics, written to a file; its outputs on random inputs. */
    private double[] write(Path file, Architecture architecture, String normalization) throws IOException {
        try (Backend backend = Cpu.open();
                Network network = new Network(backend, new NetworkSpec(architecture, DType.FLOAT64,
                        NormalizationOptions.pytorch().withEps(EPS), EXAMPLES, 1), Cpu.normalization(normalization))) {
            Random random = new Random(2);
            Map<String, double[]> state = new TreeMap<>(network.state());
            state.replaceAll((name, values) -> name.endsWith(".steps") ? new double[] {9} : name.contains(".norm.")
                    ? random.doubles(values.length, 0.5, 1.5).toArray() : values);
            network.restore(state);
            try (OutputStream out = Files.newOutputStream(file)) {
                Checkpoint.write(out, network, normalization, Map.of(), Map.of());
            }
            return outputs(backend, network);
        }
    }

    private static double[] outputs(Backend backend, Network network) {
        try (Tensor x = backend.allocate(DType.FLOAT64, network.inputs(EXAMPLES))) {
            x.upload(new Random(3).doubles((int) x.shape().elements(), -1, 1).toArray(), 0);
            return network.infer(x).toDoubles();
        }
    }

    /** The parts of the layers, put together again by other code, are the same network. */
    @ParameterizedTest
    @ValueSource(strings = {"6-5-4-3", "resnet8-b:3x8x8-10", "preresnet20:3x8x8-10", "mobilenetv2-small:3x16x16-4"})
    void theGraphComputesWhatTheNetworkDoes(String text) throws IOException {
        Architecture architecture = Architecture.parse(text);
        Path path = scratch.resolve("c.safetensors");
        double[] expected = write(path, architecture, "batch");
        ModelFile file = ModelFile.of(path);
        assertTrue(new CheckpointFormat().recognises(file));
        assertFalse(new SafetensorsFormat().recognises(file));
        Model model = new CheckpointFormat().read(file);
        ArchitectureSummary summary = ArchitectureSummary.of(architecture);
        assertEquals(summary.parameters(), model.graph().orElseThrow().parameters());
        assertEquals(summary.multiplyAdds(), model.graph().orElseThrow().multiplyAdds());
        Checkpoint again = NetworkImport.of(path, model.graph().orElseThrow(), Optional.empty(), Optional.empty()).checkpoint();
        try (Backend backend = Cpu.open(); Network network = again.open(backend, Cpu.normalization("batch"), EXAMPLES)) {
            assertArrayEquals(expected, outputs(backend, network));
        }
    }

    @Test
    void layersSayWhatTheCheckpointDoes() throws IOException {
        Path path = scratch.resolve("c.safetensors");
        write(path, Architecture.parse("mobilenetv2-small:3x16x16-4"), "batch");
        Checkpoint checkpoint = Checkpoint.read(path);
        Model model = new CheckpointFormat().read(ModelFile.of(path));
        assertEquals(checkpoint.architecture().normalized().size(), model.layers().size());
        for (BatchNormLayer layer : model.layers()) {
            assertEquals(OptionalDouble.of(EPS), layer.eps());
            assertEquals(OptionalLong.of(9), layer.batches());
            assertArrayEquals(checkpoint.arrays().get(layer.name() + ".gamma"), layer.gamma().orElseThrow());
            assertArrayEquals(checkpoint.arrays().get(layer.name() + ".beta"), layer.beta().orElseThrow());
            assertArrayEquals(checkpoint.arrays().get(layer.name() + ".runningMean"), layer.mean().orElseThrow());
            assertArrayEquals(checkpoint.arrays().get(layer.name() + ".runningVariance"), layer.variance().orElseThrow());
            LinearMap map = layer.linear().orElseThrow();
            assertEquals(layer.name(), map.name() + ".norm");
            assertEquals(map.weights().get(1) == 1 ? LinearMap.DEPTHWISE : LinearMap.CONVOLUTION, map.kind());
        }
    }

    @Test
    void aNetworkWithoutNormalizationHasNone() throws IOException {
        Path path = scratch.resolve("c.safetensors");
        write(path, Architecture.parse("6-5-3"), Checkpoint.NO_NORMALIZATION);
        Model model = new CheckpointFormat().read(ModelFile.of(path));
        assertEquals(List.of(), model.layers());
        assertEquals(6 * 5 + 5 + 5 * 3 + 3, model.graph().orElseThrow().parameters());
    }
}
