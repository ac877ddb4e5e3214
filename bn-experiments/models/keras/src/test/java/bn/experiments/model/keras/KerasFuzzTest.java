package bn.experiments.model.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import bn.experiments.fuzz.Fuzzer;
import bn.experiments.model.Model;
import bn.experiments.model.ModelArray;
import bn.experiments.model.ModelFile;
import bn.experiments.result.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files give a model or an error of one line. */
class KerasFuzzTest {
    private static final int COPIES = 2000;

    @TempDir
    private Path folder;

    private static KerasFiles network(String prefix, boolean numbered) {
        String first = numbered ? "layers/conv2d/vars/" : prefix + "c/c/";
        String second = numbered ? "layers/batch_normalization/vars/" : prefix + "b/b/";
        String third = numbered ? "layers/dense/vars/" : prefix + "d/d/";
        return new KerasFiles().layer("InputLayer", "i", Map.of("batch_input_shape", new Integer[] {null, 4, 4, 1}))
                .layer("Conv2D", "c", Map.of("filters", 2, "kernel_size", new int[] {3, 3}, "padding", "same", "use_bias", false))
                .layer("BatchNormalization", "b", Map.of("axis", 3, "epsilon", 1e-3))
                .layer("MaxPooling2D", "p", Map.of("pool_size", new int[] {2, 2}))
                .layer("Flatten", "f", Map.of())
                .layer("Dense", "d", Map.of("units", 3, "activation", "softmax"))
                .array(first + (numbered ? "0" : "kernel:0"), new float[3][3][1][2])
                .array(second + (numbered ? "0" : "gamma:0"), new float[] {1, 2})
                .array(second + (numbered ? "1" : "beta:0"), new float[] {1, 2})
                .array(second + (numbered ? "2" : "moving_mean:0"), new double[] {1, 2})
                .array(second + (numbered ? "3" : "moving_variance:0"), new float[] {1, 2})
                .array(third + (numbered ? "0" : "kernel:0"), new float[8][3])
                .array(third + (numbered ? "1" : "bias:0"), new float[] {1, 2, 3});
    }

    private static Model read(Path file) {
        Model model = new KerasFormat().read(ModelFile.of(file));
        model.arrays().values().forEach(ModelArray::values);
        model.graph().ifPresent(graph -> graph.nodes()
                .forEach(
                        node -> node.parameters().values().forEach(array -> assertEquals(array.count(), array.values().length))));
        return model;
    }

    private static void fuzz(Path file, byte[] original, int copies, long seed, Fuzzer.Packing packing) throws IOException {
        Fuzzer.check(file, original, copies, seed, packing, KerasFuzzTest::read, (bytes, model) -> {});
    }

    @Test
    void hdf5() throws IOException {
        Path file = folder.resolve("n.h5");
        KerasFiles network = network("model_weights/", false);
        network.h5(file, network.sequential());
        assertEquals(Optional.empty(), read(file).noGraph());
        fuzz(file, Files.readAllBytes(file), COPIES, 1, bytes -> bytes);
    }

    @Test
    void hdf5OfH5py() throws Exception {
        Optional<String> problem = PythonNetworks.write(folder);
        assumeTrue(problem.isEmpty(), () -> problem.orElseThrow());
        byte[] original = Files.readAllBytes(folder.resolve("windows.h5"));
        fuzz(folder.resolve("n.h5"), original, COPIES, 2, bytes -> bytes);
        fuzz(folder.resolve("n.h5"), Files.readAllBytes(folder.resolve("weights.h5")), COPIES / 4, 3, bytes -> bytes);
    }

    @Test
    void zipFiles() throws IOException {
        Path file = folder.resolve("n.keras");
        KerasFiles network = network("", true);
        network.keras(file, network.sequential());
        assertEquals(Optional.empty(), read(file).noGraph());
        fuzz(file, Files.readAllBytes(file), COPIES, 4, bytes -> bytes);
    }

    @Test
    void configurationsAndArraysInsideOfZipFiles() throws IOException {
        Path file = folder.resolve("n.keras");
        KerasFiles network = network("", true);
        byte[] config = Json.compact(network.sequential()).getBytes(StandardCharsets.UTF_8);
        byte[] h5 = Files.readAllBytes(network.h5(folder.resolve("n.h5"), null));
        fuzz(file, config, COPIES / 4, 5, bytes -> KerasFiles.zip(Map.of("config.json", bytes, "model.weights.h5", h5)));
        fuzz(file, h5, COPIES / 4, 6, bytes -> KerasFiles.zip(Map.of("config.json", config, "model.weights.h5", bytes)));
    }
}
