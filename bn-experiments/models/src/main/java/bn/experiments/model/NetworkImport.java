package bn.experiments.model;

import bn.api.BnException;
import bn.api.DType;
import bn.api.InvalidRequestException;
import bn.api.norm.NormalizationOptions;
import bn.experiments.architecture.Architecture;
import bn.experiments.architecture.Fusion;
import bn.experiments.architecture.NodeSpec;
import bn.experiments.architecture.Operation;
import bn.experiments.data.ChannelNormalization;
import bn.experiments.result.Json;
import bn.experiments.run.Checkpoint;
import bn.experiments.run.CheckpointMetadata;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * A network of another tool as a checkpoint of this one: linear maps, normalizations and activations are fused, and a bias before a
 * normalization is subtracted from its running mean, which gives the same outputs. Numbers that are computed so are rounded to the
 * network's dtype.
 *
 * @param checkpoint the network
 * @param notes what the user has to know, each in one line
 */
public record NetworkImport(Checkpoint checkpoint, List<String> notes) {

    /**
     * Builds the network of a graph.
     *
     * @param file where it is from, for messages
     * @param dtype that it is to be computed in; empty for float64 if it has parameters in float64, else float32
     * @param images how the images are normalized that it takes
     * @throws InvalidRequestException if a number does not fit the dtype
     * @throws BnException if parameters are missing or not finite, or shapes do not fit
     */
    public static NetworkImport of(Path file, ModelGraph graph, Optional<DType> dtype, Optional<ChannelNormalization> images) {
        try {
            Map<String, ModelNode> nodes = new HashMap<>();
            graph.nodes().forEach(node -> nodes.put(node.spec().name(), node));
            Fusion fusion = Fusion.of(new Architecture(graph.input(), graph.nodes().stream().map(ModelNode::spec).toList()));
            double eps = eps(fusion.architecture());
            Architecture architecture = withNetworkEps(fusion.architecture(), eps);
            boolean wide = graph.nodes().stream().flatMap(node -> node.parameters().values().stream())
                    .anyMatch(array -> array.dtype().equals("F64"));
            DType type = dtype.orElse(wide ? DType.FLOAT64 : DType.FLOAT32);
            ImportedArrays arrays = new ImportedArrays(file, architecture, type);
            Map<String, String> linearNames = new TreeMap<>();
            fusion.parts().forEach((name, parts) -> {
                Optional<ModelNode> linear = parts.linear().map(nodes::get);
                linear.ifPresent(node -> linearNames.put(name, node.spec().name()));
                arrays.add(name, linear, parts.normalization().map(nodes::get));
            });
            CheckpointMetadata network = new CheckpointMetadata(architecture, type,
                    architecture.nodes().stream().anyMatch(NetworkImport::isNormalized) ? "batch" : Checkpoint.NO_NORMALIZATION,
                    NormalizationOptions.pytorch().withEps(eps), List.of());
            Map<String, String> metadata = new TreeMap<>();
            metadata.put(Checkpoint.LINEAR_NAMES, Json.compact(linearNames));
            images.ifPresent(channels -> metadata.put(Checkpoint.IMAGE_NORMALIZATION, Json.compact(channels)));
            Checkpoint checkpoint = new Checkpoint(file, network, arrays.stored(), metadata);
            return new NetworkImport(checkpoint, notes(file, fusion.architecture(), eps, arrays));
        } catch (InvalidRequestException e) {
            throw new BnException("the network of " + file + " cannot be built: " + e.getMessage(), e);
        }
    }

    private static List<String> notes(Path file, Architecture fused, double eps, ImportedArrays arrays) {
        List<String> notes = new ArrayList<>(arrays.notes());
        if (fused.nodes().stream().anyMatch(node -> isNormalized(node) && ((Operation.Layer) node.operation()).eps().isEmpty())) {
            notes.add(file + " does not say eps, which the normalizations add to the variance; taken to be " + eps
                    + ", as in PyTorch");
        }
        return notes;
    }

    private static boolean isNormalized(NodeSpec node) {
        return node.operation() instanceof Operation.Layer layer && layer.normalized();
    }

    /** The eps of the first normalization; that of PyTorch without one. */
    private static double eps(Architecture architecture) {
        return architecture.nodes().stream().filter(NetworkImport::isNormalized).findFirst()
                .map(node -> eps((Operation.Layer) node.operation())).orElse(NormalizationOptions.pytorch().eps());
    }

    /** The eps of a normalization; that of PyTorch if the file does not say. */
    private static double eps(Operation.Layer layer) {
        return layer.eps().orElse(NormalizationOptions.pytorch().eps());
    }

    /** The same with an eps of their own for the normalizations whose eps is not that of the network, and for no other. */
    private static Architecture withNetworkEps(Architecture architecture, double eps) {
        List<NodeSpec> nodes = new ArrayList<>();
        for (NodeSpec node : architecture.nodes()) {
            nodes.add(isNormalized(node)
                    ? new NodeSpec(node.name(), withNetworkEps((Operation.Layer) node.operation(), eps), node.sources())
                    : node);
        }
        return new Architecture(architecture.input(), nodes);
    }

    private static Operation withNetworkEps(Operation.Layer layer, double eps) {
        OptionalDouble own = eps(layer) == eps ? OptionalDouble.empty() : OptionalDouble.of(eps(layer));
        return new Operation.Layer(layer.linear(), layer.normalized(), own, layer.activation());
    }
}
