package bn.experiments.model.onnx;

import bn.api.DType;
import bn.api.Shape;
import bn.experiments.architecture.Architecture;
import bn.experiments.architecture.NodeSpec;
import bn.experiments.architecture.Operation;
import bn.experiments.model.Model;
import bn.experiments.model.ModelArray;
import bn.experiments.model.ModelExport;
import bn.experiments.model.ModelFile;
import bn.experiments.model.ModelGraph;
import bn.experiments.model.ModelNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** A network of another tool with random parameters; each node of its architecture does one thing. */
final class RandomNetwork {
    private final Random random = new Random(7);
    private final DType dtype;
    private final Architecture architecture;
    private final Map<String, Map<String, ModelArray>> parameters = new HashMap<>();

    RandomNetwork(DType dtype, String text) {
        this.dtype = dtype;
        architecture = Architecture.parse(text);
        for (int i = 0; i < architecture.nodes().size(); i++) {
            NodeSpec node = architecture.nodes().get(i);
            Map<String, ModelArray> arrays = new HashMap<>();
            if (node.operation() instanceof Operation.Layer layer && (layer.linear().isPresent() || layer.normalized())) {
                int units = architecture.shapes().get(i).size(0);
                if (layer.linear().isPresent()) {
                    Shape weights = architecture.weights(i);
                    double size = 1 / Math.sqrt((double) weights.elements() / units);
                    arrays.put(ModelNode.WEIGHTS, array(-2 * size, 2 * size,
                            IntStream.range(0, weights.rank()).mapToObj(weights::size).toArray(Integer[]::new)));
                    arrays.put(ModelNode.BIAS, array(-0.5, 0.5, units));
                } else {
                    arrays.put(ModelNode.GAMMA, array(-1.5, 1.5, units));
                    arrays.put(ModelNode.BETA, array(-0.5, 0.5, units));
                    arrays.put(ModelNode.MEAN, array(-0.5, 0.5, units));
                    arrays.put(ModelNode.VARIANCE, array(0.01, 2, units));
                }
            }
            parameters.put(node.name(), arrays);
        }
    }

    private ModelArray array(double least, double most, Integer... shape) {
        int count = List.of(shape).stream().reduce(1, Math::multiplyExact);
        double[] values = random.doubles(count, least, most).map(x -> dtype == DType.FLOAT64 ? x : (float) x).toArray();
        return new ModelArray(dtype == DType.FLOAT64 ? "F64" : "F32", List.of(shape), () -> values);
    }

    /** Changes a parameter; null removes it. */
    RandomNetwork with(String node, String role, ModelArray array) {
        if (array == null) {
            parameters.get(node).remove(role);
        } else {
            parameters.get(node).put(role, array);
        }
        return this;
    }

    Model model() {
        List<ModelNode> nodes = new ArrayList<>();
        architecture.nodes().forEach(node -> nodes.add(new ModelNode(node, parameters.get(node.name()))));
        return new Model(new ModelFile(Path.of("net"), 0, new byte[0], Set.of(), Optional.empty()), "other", Map.of(), List.of(),
                Map.of(),
                Optional.of(new ModelGraph(architecture.input(), nodes)), Optional.empty(), List.of());
    }

    ModelExport export() {
        return ModelExport.of(model(), model().graph().orElseThrow());
    }

    byte[] onnx(OptionalInt opset) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new OnnxWriter().write(out, export(), opset);
        return out.toByteArray();
    }

    /** Inputs for examples, standard normal. */
    double[] inputs(int examples) {
        return new Random(3).doubles((long) examples * architecture.inputs()).map(x -> (float) (4 * x - 2)).toArray();
    }

    /** The shape of a batch of inputs. */
    long[] sizes(int examples) {
        Shape input = architecture.input();
        return IntStream.range(-1, input.rank()).mapToLong(axis -> axis < 0 ? examples : input.size(axis)).toArray();
    }

    DType dtype() {
        return dtype;
    }
}
