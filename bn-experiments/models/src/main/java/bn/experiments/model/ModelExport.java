package bn.experiments.model;

import bn.api.DType;
import bn.api.Shape;
import bn.experiments.architecture.Architecture;
import bn.experiments.architecture.NodeSpec;
import bn.experiments.architecture.Operation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A network as it is written to a file of another format, with the names that PyTorch gives to arrays: {@code conv1.weight}, {@code
 * bn1.running_mean}. Names of modules are those of the file that it was read from. A checkpoint of this project has names of layers;
 * their parts get the names that modules usually have, {@code conv1} and {@code bn1}, or {@code shortcut.0} and {@code shortcut.1}.
 */
public final class ModelExport {
    private final NodeParameters parameters;
    private final List<ModelNode> nodes;
    private final Architecture architecture;
    private final List<Shape> shapes;
    private final DType dtype;
    private final Map<String, Long> batches;

    private ModelExport(Path file, ModelGraph graph, Map<String, Long> batches) {
        parameters = new NodeParameters(file);
        nodes = graph.nodes();
        architecture = new Architecture(graph.input(), nodes.stream().map(ModelNode::spec).toList());
        shapes = architecture.shapes();
        this.batches = batches;
        dtype = nodes.stream().flatMap(node -> node.parameters().values().stream()).anyMatch(array -> array.dtype().equals("F64"))
                ? DType.FLOAT64 : DType.FLOAT32;
        IntStream.range(0, nodes.size()).forEach(node -> arrays(node).forEach(ExportedArray::check));
    }

    /**
     * A network for export.
     *
     * @param model the file that it was read from
     * @param graph what it computes: the model's, or, for a state dict, {@link StateDictGraph}
     * @throws bn.api.BnException if a parameter is missing or does not have the shape that its node takes
     */
    public static ModelExport of(Model model, ModelGraph graph) {
        Map<String, String> names = model.format().equals(ModelReader.CHECKPOINT) ? CheckpointModules.names(graph) : Map.of();
        Map<String, Long> batches = new HashMap<>();
        model.layers().forEach(layer -> layer.batches()
                .ifPresent(count -> batches.put(names.getOrDefault(layer.name(), layer.name()), count)));
        List<ModelNode> nodes = graph.nodes().stream().map(node -> new ModelNode(
                new NodeSpec(names.getOrDefault(node.spec().name(), node.spec().name()), node.spec().operation(),
                        node.spec().sources()),
                node.parameters())).toList();
        return new ModelExport(model.file().path(), new ModelGraph(graph.input(), nodes), batches);
    }

    /** The nodes with their names; each does one thing. */
    public Architecture architecture() {
        return architecture;
    }

    /** Number of normalizations. */
    public int normalizations() {
        return (int) architecture.nodes().stream()
                .filter(node -> node.operation() instanceof Operation.Layer layer && layer.normalized()).count();
    }

    /** Float64 if any parameter is, else float32. */
    public DType dtype() {
        return dtype;
    }

    /** In words, which parameters the file has in other types than the network's dtype; without a change of a value. */
    public List<String> notes() {
        String own = dtype == DType.FLOAT64 ? "F64" : "F32";
        String others = nodes.stream().flatMap(node -> node.parameters().values().stream()).map(ModelArray::dtype)
                .filter(type -> !type.equals(own)).distinct().sorted().collect(Collectors.joining(", "));
        return others.isEmpty() ? List.of() : List.of("parameters of the type " + others + " are written as " + own);
    }

    /** The parameters that a node has, in PyTorch's order: weight, bias, running_mean, running_var. */
    public List<ExportedArray> arrays(int node) {
        List<ExportedArray> arrays = new ArrayList<>();
        for (Map.Entry<String, String> name : StateDictNames.of(nodes.get(node).spec().operation())) {
            boolean needed = List.of(ModelNode.WEIGHTS, ModelNode.MEAN, ModelNode.VARIANCE).contains(name.getValue());
            if (needed || nodes.get(node).parameter(name.getValue()).isPresent()) {
                arrays.add(new ExportedArray(nodes.get(node), name.getKey(), name.getValue(), shape(node, name.getValue()),
                        dtype, parameters));
            }
        }
        return arrays;
    }

    private List<Integer> shape(int node, String role) {
        if (!role.equals(ModelNode.WEIGHTS)) {
            return List.of(shapes.get(node).size(0));
        }
        Shape weights = architecture.weights(node);
        return IntStream.range(0, weights.rank()).mapToObj(weights::size).toList();
    }

    /** How many batches the running statistics of a normalization have seen; empty if the file does not say. */
    public OptionalLong batches(int node) {
        Long count = batches.get(nodes.get(node).spec().name());
        return count == null ? OptionalLong.empty() : OptionalLong.of(count);
    }
}
