package bn.experiments.model.dl4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bn.experiments.fuzz.Fuzzer;
import bn.experiments.model.Model;
import bn.experiments.model.ModelArray;
import bn.experiments.model.ModelFile;
import bn.experiments.result.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files give a model or an error of one line. */
class Dl4jFuzzTest {
    private static final int COPIES = 2000;

    @TempDir
    private Path folder;

    private static byte[] configuration() {
        Map<String, Object> window = Map.of("kernelSize", List.of(2, 2), "stride", List.of(1, 1), "nin", 1, "nout", 2);
        return Json.compact(Dl4jFiles.sequence(List.of(Dl4jFiles.layer("ConvolutionLayer", "Identity", window),
                Dl4jFiles.layer("BatchNormalization", "Identity", Map.of("nin", 2, "nout", 2, "useLogStd", true)),
                Dl4jFiles.layer("SubsamplingLayer", "Identity",
                        Map.of("kernelSize", List.of(2, 2), "stride", List.of(2, 2), "poolingType", "MAX")),
                Dl4jFiles.layer("OutputLayer", "Softmax", Map.of("nin", 2, "nout", 3))),
                Map.of("0", Dl4jFiles.preProcessor("FeedForwardToCnnPreProcessor", 1, 3, 3), "3",
                        Dl4jFiles.preProcessor("CnnToFeedForwardPreProcessor", 2, 1, 1))))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Model read(Path file) {
        Model model = new Dl4jFormat().read(ModelFile.of(file));
        model.arrays().values().forEach(ModelArray::values);
        model.graph().ifPresent(graph -> graph.nodes()
                .forEach(
                        node -> node.parameters().values().forEach(array -> assertEquals(array.count(), array.values().length))));
        return model;
    }

    private void fuzz(byte[] original, int copies, long seed, Fuzzer.Packing packing) throws IOException {
        Fuzzer.check(folder.resolve("n.zip"), original, copies, seed, packing, Dl4jFuzzTest::read, (bytes, model) -> {});
    }

    @Test
    void zipFiles() throws IOException {
        byte[] original = Dl4jFiles.zip(configuration(), Dl4jFiles.floats(Dl4jFiles.count(27)));
        Path file = folder.resolve("n.zip");
        Files.write(file, original);
        assertEquals(5, read(file).graph().orElseThrow().nodes().size());
        fuzz(original, COPIES, 1, bytes -> bytes);
    }

    @Test
    void partsOfZipFiles() throws IOException {
        byte[] coefficients = Dl4jFiles.floats(Dl4jFiles.count(27));
        fuzz(configuration(), COPIES / 4, 2, bytes -> Dl4jFiles.zip(bytes, coefficients));
        fuzz(coefficients, COPIES / 4, 3, bytes -> Dl4jFiles.zip(configuration(), bytes));
        fuzz(Dl4jFiles.oldDoubles(Dl4jFiles.count(27)), COPIES / 4, 4, bytes -> Dl4jFiles.zip(configuration(), bytes));
    }
}
