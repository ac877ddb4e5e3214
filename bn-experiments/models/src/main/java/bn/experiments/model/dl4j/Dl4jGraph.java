package bn.experiments.model.dl4j;

import bn.api.InvalidRequestException;
import bn.api.Shape;
import bn.api.kernel.Activation;
import bn.experiments.architecture.NodeSpec;
import bn.experiments.architecture.Operation;
import bn.experiments.model.ModelArray;
import bn.experiments.model.ModelGraph;
import bn.experiments.model.ModelNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Builds the graph of a network. */
final class Dl4jGraph {
    private final Configuration network;
    private final ParameterLayout layout;
    private final List<String> notes;
    private final List<ModelNode> nodes = new ArrayList<>();
    private final List<Shape> shapes = new ArrayList<>();
    /** The node that gives the outputs of a vertex. */
    private final Map<String, Integer> ends = new HashMap<>();
    private Shape input = Shape.of(1);

    Dl4jGraph(Configuration network, ParameterLayout layout, List<String> notes) {
        this.network = network;
        this.layout = layout;
        this.notes = notes;
    }

    /**
     * The graph for inputs of a shape.
     *
     * @throws NoGraphException if there is none
     */
    ModelGraph graph(Shape inputs) {
        input = inputs;
        ends.put(network.inputs().get(0), NodeSpec.INPUT);
        for (Vertex vertex : network.vertices()) {
            try {
                ends.put(vertex.name(), translate(vertex));
            } catch (InvalidRequestException | ArithmeticException | IllegalArgumentException e) {
                throw new NoGraphException(vertex, "cannot be computed: " + e.getMessage());
            }
        }
        if (nodes.isEmpty() || ends.get(network.outputs().get(0)) != nodes.size() - 1) {
            throw new NoGraphException("the network has layers after its output");
        }
        return new ModelGraph(input, nodes);
    }

    private int translate(Vertex vertex) {
        List<Integer> from = new ArrayList<>();
        for (String source : vertex.sources()) {
            from.add(Optional.ofNullable(ends.get(source))
                    .orElseThrow(() -> new NoGraphException(vertex, "reads " + source + ", which is no layer before it")));
        }
        if (from.isEmpty()) {
            throw new NoGraphException(vertex, "reads nothing");
        }
        if (vertex.type().endsWith("Vertex")) {
            return merged(vertex, from);
        }
        int source = preProcessed(vertex, from.get(0));
        if (vertex.isBatchNorm()) {
            return add(vertex.name(), new Operation.Layer(Optional.empty(), true,
                    OptionalDouble.of(BatchNorms.eps(vertex)), Activation.IDENTITY), List.of(source),
                    BatchNorms.parameters(vertex, layout.arrays().get(vertex.name())));
        }
        if (vertex.isDense() || vertex.isConvolution()) {
            return activated(vertex, linear(vertex, source), vertex.name() + "/activation");
        }
        return switch (vertex.type()) {
            case "ActivationLayer", "LossLayer" -> activated(vertex, source, vertex.name());
            case "DropoutLayer" -> source;
            default -> add(vertex.name(), Images.operation(vertex, shape(source)), List.of(source), Map.of());
        };
    }

    private int linear(Vertex vertex, int source) {
        if (vertex.flag("hasLayerNorm", false)) {
            throw new NoGraphException(vertex, "has a layer normalization, which is not computed here");
        }
        Map<String, ModelArray> arrays = layout.arrays().get(vertex.name());
        Map<String, ModelArray> parameters = new HashMap<>(Map.of(ModelNode.WEIGHTS, arrays.get("W")));
        if (arrays.containsKey("b")) {
            parameters.put(ModelNode.BIAS, arrays.get("b"));
        }
        var map = Images.linear(vertex, shape(source));
        Shape weights = map.weights(shape(source));
        if (weights.elements() != arrays.get("W").count() || weights.size(0) != vertex.number("nout")) {
            throw new NoGraphException(vertex,
                    "has weights for " + vertex.number("nin") + " inputs, but is applied to " + shape(source));
        }
        return add(vertex.name(), new Operation.Layer(Optional.of(map), false, Activation.IDENTITY), List.of(source), parameters);
    }

    private int activated(Vertex vertex, int source, String name) {
        if (Activations.isSoftmax(vertex) && network.outputs().contains(vertex.name()) && shape(source).rank() == 1) {
            notes.add("the softmax of the layer " + vertex.name() + " is left out, because losses take logits");
            return source;
        }
        Activation activation = Activations.of(vertex)
                .orElseThrow(() -> new NoGraphException(vertex, "has an activation that is not computed here: "
                        + vertex.settings().path("activationFn")));
        return activation.equals(Activation.IDENTITY) ? source
                : add(name, new Operation.Layer(Optional.empty(), false, activation), List.of(source), Map.of());
    }

    private int merged(Vertex vertex, List<Integer> from) {
        String operation = vertex.type().equals("ElementWiseVertex") ? vertex.settings().path("op").asText("") : vertex.type();
        return switch (operation) {
            case "MergeVertex" -> add(vertex.name(), new Operation.Concatenate(), from, Map.of());
            case "Add" -> pairwise(vertex, new Operation.Add(Activation.IDENTITY), from);
            case "Product" -> pairwise(vertex, new Operation.Multiply(), from);
            default -> throw new NoGraphException(vertex,
                    (operation.isEmpty() ? "" : "with " + operation + " ") + "is not computed here");
        };
    }

    private int pairwise(Vertex vertex, Operation operation, List<Integer> from) {
        int result = from.get(0);
        for (int i = 1; i < from.size(); i++) {
            result = add(vertex.name() + (i == from.size() - 1 ? "" : "/" + i), operation, List.of(result, from.get(i)),
                    Map.of());
        }
        return result;
    }

    /** Images become rows of numbers channel by channel, as here; rows as input are images already. */
    private int preProcessed(Vertex vertex, int source) {
        String type = Polymorphic.of(vertex.preProcessor()).type();
        return switch (type) {
            case "" -> source;
            case "CnnToFeedForwardPreProcessor" -> shape(source).rank() == 1 ? source
                    : add(vertex.name() + "/flatten", new Operation.Flatten(), List.of(source), Map.of());
            case "FeedForwardToCnnPreProcessor" -> {
                if (source != NodeSpec.INPUT) {
                    throw new NoGraphException(vertex, "makes images of numbers, which is not computed here");
                }
                yield source;
            }
            default -> throw new NoGraphException(vertex, "has the preprocessor " + type + ", which is not computed here");
        };
    }

    private Shape shape(int node) {
        return node == NodeSpec.INPUT ? input : shapes.get(node);
    }

    private int add(String name, Operation operation, List<Integer> from, Map<String, ModelArray> parameters) {
        shapes.add(operation.outputs(from.stream().map(this::shape).toList()));
        nodes.add(new ModelNode(new NodeSpec(name, operation, from), parameters));
        return nodes.size() - 1;
    }
}
