package bn.experiments.model;

import bn.api.kernel.Activation;
import bn.experiments.architecture.NodeSpec;
import bn.experiments.architecture.Operation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The names that the nodes of a checkpoint have as PyTorch's modules. A checkpoint names layers; the parts of {@code layer1.0.conv1}
 * are {@code layer1.0.conv1} and {@code layer1.0.conv1.norm}, which become {@code layer1.0.conv1} and {@code layer1.0.bn1}, see
 * {@link ModuleNames}. A layer none of whose names is free keeps those that it has.
 */
final class CheckpointModules {
    private static final String NORMALIZATION = ".norm";

    private final List<ModelNode> nodes;
    private final Set<String> used;
    private final Map<String, String> renamed = new HashMap<>();

    private CheckpointModules(List<ModelNode> nodes) {
        this.nodes = nodes;
        used = nodes.stream().map(node -> node.spec().name()).collect(Collectors.toCollection(HashSet::new));
    }

    /** The new names of the nodes that get one. */
    static Map<String, String> names(ModelGraph graph) {
        CheckpointModules modules = new CheckpointModules(graph.nodes());
        for (ModelNode node : graph.nodes()) {
            if (node.spec().operation() instanceof Operation.Layer layer && layer.normalized()
                    && node.spec().name().endsWith(NORMALIZATION)) {
                modules.rename(node.spec());
            }
        }
        return modules.renamed;
    }

    private void rename(NodeSpec normalization) {
        String name = normalization.name().substring(0, normalization.name().length() - NORMALIZATION.length());
        int source = normalization.sources().get(0);
        if (source >= 0 && nodes.get(source).spec().name().equals(name)
                && nodes.get(source).spec().operation() instanceof Operation.Layer linear && linear.linear().isPresent()) {
            NodeSpec both = new NodeSpec(name, new Operation.Layer(linear.linear(), true, Activation.IDENTITY), List.of(source));
            ModuleNames.candidates(both).stream().filter(each -> isFree(each, name)).findFirst().ifPresent(names -> {
                put(name, names.linear().orElseThrow());
                put(normalization.name(), names.normalization().orElseThrow());
            });
        } else {
            put(normalization.name(), name);
        }
    }

    /** Whether no other node has one of the names. */
    private boolean isFree(ModuleNames names, String own) {
        return List.of(names.linear().orElseThrow(), names.normalization().orElseThrow()).stream()
                .allMatch(name -> name.equals(own) || !used.contains(name));
    }

    private void put(String before, String after) {
        renamed.put(before, after);
        used.add(after);
    }
}
