package bn.experiments.model.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import bn.experiments.model.LinearMap;
import bn.experiments.model.ModelFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Linear maps with constant weights, as {@code bn inspect} shows them. */
final class LinearMaps {
    /** Operators that a value passes through on its way from a linear map to a normalization: same elements, other axes. */
    private static final Set<String> AXES = Set.of("Unsqueeze", "Squeeze", "Transpose", "Identity", "Flatten", "Reshape", "Cast");
    private static final int LONGEST_CHAIN = 16;

    private final ModelFile file;
    private final NodeNames names;

    LinearMaps(ModelFile file, NodeNames names) {
        this.file = file;
        this.names = names;
    }

    /** The linear map whose outputs, perhaps with a bias and other axes, are this value. */
    Optional<LinearMap> of(Scope scope, String value) {
        String name = value;
        for (int i = 0; i < LONGEST_CHAIN; i++) {
            NodeProto node = scope.producer(name).orElse(null);
            if (node == null || !Scope.isOwn(node) || node.getInputCount() == 0) {
                return Optional.empty();
            }
            if (AXES.contains(node.getOpType())) {
                name = node.getInput(0);
            } else if (Scope.is(node, "Add") && node.getInputCount() == 2 && scope.constant(node.getInput(1)).isPresent()) {
                name = node.getInput(0);
            } else if (Scope.is(node, "Add") && node.getInputCount() == 2 && scope.constant(node.getInput(0)).isPresent()) {
                name = node.getInput(1);
            } else {
                return linear(scope, node);
            }
        }
        return Optional.empty();
    }

    private Optional<LinearMap> linear(Scope scope, NodeProto node) {
        if (node.getInputCount() < 2) {
            return Optional.empty();
        }
        Attributes attributes = new Attributes(file, node);
        long groups = attributes.integer("group", 1);
        return switch (node.getOpType()) {
            case "Conv" -> shape(scope, node.getInput(1)).filter(shape -> shape.size() > 2).map(shape -> map(node,
                    groups > 1 && shape.get(1) == 1 ? "depthwise convolution" : "convolution", shape));
            case "ConvTranspose" -> shape(scope, node.getInput(1)).filter(shape -> shape.size() > 2 && groups > 0)
                    .map(shape -> map(node, "transposed convolution", transposed(shape, (int) groups)));
            case "Gemm" -> shape(scope, node.getInput(1)).filter(shape -> shape.size() == 2).map(shape -> map(node,
                    "fully connected", attributes.flag("transB", false) ? shape : List.of(shape.get(1), shape.get(0))));
            case "MatMul" -> shape(scope, node.getInput(1)).filter(shape -> shape.size() == 2)
                    .map(shape -> map(node, "fully connected", List.of(shape.get(1), shape.get(0))));
            default -> Optional.empty();
        };
    }

    private LinearMap map(NodeProto node, String kind, List<Integer> weights) {
        return new LinearMap(names.of(node), kind, weights);
    }

    /** Inputs x outputs/groups x ... as outputs x inputs/groups x ... */
    private static List<Integer> transposed(List<Integer> shape, int groups) {
        List<Integer> units = new ArrayList<>(shape);
        units.set(0, Math.multiplyExact(shape.get(1), groups));
        units.set(1, shape.get(0) / groups);
        return units;
    }

    private static Optional<List<Integer>> shape(Scope scope, String value) {
        Optional<TensorProto> tensor = scope.constant(value);
        if (tensor.isEmpty()) {
            // Exporters that do not fold constants transpose the weights of a fully connected layer in the graph.
            return scope.producer(value).filter(node -> Scope.is(node, "Transpose") && node.getInputCount() == 1)
                    .flatMap(node -> scope.constant(node.getInput(0))).map(LinearMaps::dims).filter(dims -> dims.size() == 2)
                    .map(dims -> List.of(dims.get(1), dims.get(0)));
        }
        return tensor.map(LinearMaps::dims);
    }

    private static List<Integer> dims(TensorProto tensor) {
        return tensor.getDimsList().stream().map(Long::intValue).toList();
    }
}
