package bn.experiments.model.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnx.proto.OnnxMl.ModelProto;
import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.experiments.model.Model;
import bn.experiments.model.ModelFile;
import bn.experiments.model.ModelGraph;
import bn.experiments.model.NetworkImport;
import bn.experiments.network.Network;
import bn.experiments.run.Checkpoint;
import bn.experiments.testing.Cpu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** What the network of a file computes. */
final class Outputs {
    private Outputs() {}

    /** Reads a model from a file of this name. */
    static Model read(Path file, ModelProto proto) throws IOException {
        Files.write(file, proto.toByteArray());
        return read(file);
    }

    static Model read(Path file) {
        return new OnnxFormat().read(ModelFile.of(file));
    }

    /** The outputs for inputs of some examples, in float64. */
    static double[] of(Model model, double[] inputs, int examples) {
        ModelGraph graph = model.graph().orElseThrow(() -> new AssertionError(model.noGraph().orElse("")));
        Checkpoint checkpoint = NetworkImport.of(model.file().path(), graph, Optional.of(DType.FLOAT64), Optional.empty())
                .checkpoint();
        Shape input = graph.input();
        assertEquals(input.elements() * examples, inputs.length);
        try (Backend backend = Cpu.open();
                Network network = checkpoint.open(backend, Cpu.normalization(checkpoint.normalization()), examples);
                Tensor x = backend.allocate(DType.FLOAT64, Shape.of(examples, (int) input.elements()))) {
            x.upload(inputs, 0);
            return network.infer(x).toDoubles();
        }
    }

    /** Equal up to a fraction of the largest number. */
    static void assertClose(double[] expected, double[] actual, double tolerance) {
        assertEquals(expected.length, actual.length);
        double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], tolerance * largest, "number " + i);
        }
    }
}
