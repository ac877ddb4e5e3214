package bn.experiments.model;

import bn.api.BnException;
import bn.api.kernel.Activation;
import bn.experiments.architecture.Architecture;
import bn.experiments.architecture.NodeSpec;
import bn.experiments.architecture.Operation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The graph of a state dict, which has none of its own: an architecture with the arrays of the modules of the same names (see
 * {@link ModuleNames}). Each array is used exactly once, except counts of batches.
 */
public final class StateDictGraph {
    private static final int SHOWN = 4;
    private static final String COUNT = "." + StateDictNames.COUNT;

    private final Map<String, ModelArray> arrays;
    private final List<ModelNode> nodes = new ArrayList<>();
    private final Set<String> left;
    private final Set<String> missing = new TreeSet<>();

    private StateDictGraph(Map<String, ModelArray> arrays) {
        this.arrays = arrays;
        left = arrays.keySet().stream().filter(name -> !name.endsWith(COUNT)).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Makes the graph.
     *
     * @param file where the arrays are from, for messages
     * @param architecture what the network computes
     * @param arrays by PyTorch's names, such as {@code layer1.0.bn1.running_mean}
     * @throws BnException if arrays are missing or left over; the message names them
     */
    public static ModelGraph of(Path file, Architecture architecture, Map<String, ModelArray> arrays) {
        StateDictGraph graph = new StateDictGraph(arrays);
        int[] numbers = new int[architecture.nodes().size()];
        for (int i = 0; i < numbers.length; i++) {
            NodeSpec node = architecture.nodes().get(i);
            List<Integer> sources = node.sources().stream().map(source -> source < 0 ? source : numbers[source]).toList();
            numbers[i] = graph.add(node, sources);
        }
        if (!graph.missing.isEmpty() || !graph.left.isEmpty()) {
            throw new BnException(file + " does not hold a network " + architecture + ": "
                    + (graph.missing.isEmpty() ? "" : "missing are " + names(graph.missing))
                    + (graph.missing.isEmpty() || graph.left.isEmpty() ? "" : "; ")
                    + (graph.left.isEmpty() ? "" : "left over are " + names(graph.left))
                    + "; take the architecture whose nodes are called after its modules", ModelRemedy.ARCHITECTURE);
        }
        return new ModelGraph(architecture.input(), graph.nodes);
    }

    private static String names(Set<String> names) {
        return names.stream().limit(SHOWN).collect(Collectors.joining(", "))
                + (names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "");
    }

    /** Adds the parts of a node, one after the other, and returns the number of the last. */
    private int add(NodeSpec node, List<Integer> sources) {
        if (!(node.operation() instanceof Operation.Layer layer)) {
            return add(new ModelNode(new NodeSpec(node.name(), node.operation(), sources), Map.of()));
        }
        List<ModuleNames> candidates = ModuleNames.candidates(node);
        ModuleNames names = candidates.stream().filter(this::isThere).findFirst().orElse(candidates.get(0));
        List<Integer> at = sources;
        if (names.linear().isPresent()) {
            at = List.of(part(names.linear().get(), new Operation.Layer(layer.linear(), false, Activation.IDENTITY), at,
                    Set.of("weight")));
        }
        if (names.normalization().isPresent()) {
            at = List.of(part(names.normalization().get(),
                    new Operation.Layer(Optional.empty(), true, layer.eps(), Activation.IDENTITY), at,
                    Set.of("running_mean", "running_var")));
        }
        if (layer.activation().kind() != Activation.Kind.IDENTITY) {
            at = List.of(add(new ModelNode(new NodeSpec(node.name() + ".activation",
                    new Operation.Layer(Optional.empty(), false, layer.activation()), at), Map.of())));
        }
        return at.get(0);
    }

    private boolean isThere(ModuleNames names) {
        return names.linear().map(linear -> arrays.containsKey(linear + ".weight")).orElse(true)
                && names.normalization().map(norm -> arrays.containsKey(norm + ".running_mean")).orElse(true);
    }

    private int part(String module, Operation operation, List<Integer> sources, Set<String> needed) {
        Map<String, ModelArray> parameters = new LinkedHashMap<>();
        for (Map.Entry<String, String> parameter : StateDictNames.of(operation)) {
            String key = module + "." + parameter.getKey();
            if (arrays.containsKey(key) && left.remove(key)) {
                parameters.put(parameter.getValue(), arrays.get(key));
            } else if (needed.contains(parameter.getKey())) {
                missing.add(key);
            }
        }
        return add(new ModelNode(new NodeSpec(module, operation, sources), parameters));
    }

    private int add(ModelNode node) {
        nodes.add(node);
        return nodes.size() - 1;
    }
}
