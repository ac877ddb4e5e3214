package bn.experiments.model.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import bn.experiments.model.ModelArray;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The values of a graph that are known so far, by name: tensors that depend on the input, and constants. */
final class Values {
    private final TensorReader tensors;
    private final Map<String, TensorProto> initializers = new HashMap<>();
    private final Map<String, ModelArray> constants = new HashMap<>();
    private final Map<String, Data> data = new HashMap<>();
    private final Map<String, Integer> readers = new HashMap<>();
    /** The numbers of nodes that some value has already. */
    private final Set<Integer> sources = new HashSet<>();
    private final Map<String, Integer> own = new HashMap<>();

    Values(GraphProto graph, TensorReader tensors) {
        this.tensors = tensors;
        graph.getInitializerList().forEach(tensor -> initializers.put(tensor.getName(), tensor));
        graph.getNodeList().forEach(node -> node.getInputList().forEach(input -> readers.merge(input, 1, Integer::sum)));
        graph.getOutputList().forEach(output -> readers.merge(output.getName(), 1, Integer::sum));
    }

    /** How many nodes and outputs of the network read a value. */
    int readers(String name) {
        return readers.getOrDefault(name, 0);
    }

    Optional<ModelArray> constant(String name) {
        TensorProto initializer = initializers.remove(name);
        if (initializer != null) {
            constants.put(name, tensors.read(initializer));
        }
        return Optional.ofNullable(constants.get(name));
    }

    ModelArray read(TensorProto tensor) {
        return tensors.read(tensor);
    }

    Optional<Data> data(String name) {
        return Optional.ofNullable(data.get(name));
    }

    void put(String name, ModelArray constant) {
        constants.put(name, constant);
    }

    void put(String name, Data value) {
        data.put(name, value);
        if (sources.add(value.source())) {
            own.put(name, value.source());
        }
    }

    /** Whether a value is what a node of the network gave, and not a copy of another value. */
    boolean isOwn(String name, Data value) {
        return own.getOrDefault(name, value.source() - 1) == value.source();
    }
}
