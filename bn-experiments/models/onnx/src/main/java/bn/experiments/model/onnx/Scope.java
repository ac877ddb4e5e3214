package bn.experiments.model.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The values of a graph by name, and those of the graphs around it. */
final class Scope {
    /** Longer chains of nodes that copy a value are not followed; they may be cycles. */
    private static final int LONGEST_CHAIN = 64;

    private final Optional<Scope> outer;
    private final GraphProto graph;
    private final Map<String, TensorProto> initializers = new HashMap<>();
    private final Map<String, NodeProto> producers = new HashMap<>();

    Scope(GraphProto graph) {
        this(graph, Optional.empty());
    }

    private Scope(GraphProto graph, Optional<Scope> outer) {
        this.graph = graph;
        this.outer = outer;
        graph.getInitializerList().forEach(tensor -> initializers.put(tensor.getName(), tensor));
        graph.getNodeList().forEach(node -> node.getOutputList().forEach(output -> producers.put(output, node)));
    }

    /** Whether a node is of ONNX's own operators and of this type. */
    static boolean is(NodeProto node, String type) {
        return node.getOpType().equals(type) && isOwn(node);
    }

    /** Whether the operator of a node is one of ONNX's own. */
    static boolean isOwn(NodeProto node) {
        return node.getDomain().isEmpty() || node.getDomain().equals("ai.onnx");
    }

    /** All nodes in the file's order; those of the graphs in a node, such as the branches of an If, come before it. */
    void forEachNode(BiConsumer<Scope, NodeProto> action) {
        for (NodeProto node : graph.getNodeList()) {
            for (AttributeProto attribute : node.getAttributeList()) {
                if (attribute.hasG()) {
                    new Scope(attribute.getG(), Optional.of(this)).forEachNode(action);
                }
                attribute.getGraphsList().forEach(each -> new Scope(each, Optional.of(this)).forEachNode(action));
            }
            action.accept(this, node);
        }
    }

    /** The node that computes a value. */
    Optional<NodeProto> producer(String value) {
        return Optional.ofNullable(producers.get(value)).or(() -> outer.flatMap(around -> around.producer(value)));
    }

    /**
     * The array that a value is: that of an initializer or a constant, also through nodes that copy it. Exporters write those where
     * several initializers were equal.
     */
    Optional<TensorProto> constant(String value) {
        String name = value;
        for (int i = 0; i < LONGEST_CHAIN; i++) {
            TensorProto tensor = initializers.get(name);
            if (tensor != null) {
                return Optional.of(tensor);
            }
            NodeProto node = producers.get(name);
            if (node == null) {
                String free = name;
                return outer.flatMap(around -> around.constant(free));
            }
            if (is(node, "Constant")) {
                return node.getAttributeList().stream().filter(attribute -> attribute.getName().equals("value"))
                        .filter(AttributeProto::hasT).map(AttributeProto::getT).findFirst();
            }
            if (!is(node, "Identity") || node.getInputCount() != 1) {
                return Optional.empty();
            }
            name = node.getInput(0);
        }
        return Optional.empty();
    }
}
