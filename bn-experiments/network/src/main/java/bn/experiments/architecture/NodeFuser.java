package bn.experiments.architecture;

import bn.api.Shape;
import bn.api.kernel.Activation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Joins nodes that do one thing each; see {@link Fusion}. */
final class NodeFuser {
    private final List<NodeSpec> nodes;
    /** How often each node is read, by other nodes or as the network's output. */
    private final int[] readers;
    /** The nodes with what was joined to them, at the place of the last part; null for a node that is part of a later one. */
    private final Joined[] joined;

    NodeFuser(List<NodeSpec> nodes) {
        this.nodes = nodes;
        readers = new int[nodes.size()];
        joined = new Joined[nodes.size()];
        nodes.forEach(node -> node.sources().stream().filter(source -> source >= 0).forEach(source -> readers[source]++));
        readers[nodes.size() - 1]++;
    }

    /**
     * Nodes that become one.
     *
     * @param name of the first one
     * @param operation of all of them
     * @param sources of the first one, by their old numbers
     * @param parts where the parameters come from
     */
    private record Joined(String name, Operation operation, List<Integer> sources, Fusion.Parts parts) {

        static Joined of(NodeSpec node) {
            Optional<String> name = Optional.of(node.name());
            Optional<Operation.Layer> layer = Optional.of(node.operation()).filter(Operation.Layer.class::isInstance)
                    .map(Operation.Layer.class::cast);
            return new Joined(node.name(), node.operation(), node.sources(),
                    new Fusion.Parts(layer.flatMap(Operation.Layer::linear).flatMap(map -> name),
                            layer.filter(Operation.Layer::normalized).flatMap(each -> name)));
        }

        Joined with(Joined next, Operation both) {
            return new Joined(name, both, sources,
                    new Fusion.Parts(parts.linear(), parts.normalization().or(() -> next.parts.normalization())));
        }

        String finalName() {
            return parts.normalization().or(parts::linear).orElse(name);
        }
    }

    /** The fused nodes as an architecture. */
    Fusion fuse(Shape input) {
        for (int i = 0; i < joined.length; i++) {
            Joined node = Joined.of(nodes.get(i));
            int source = node.sources().get(0);
            Optional<Operation> both = source >= 0 && readers[source] == 1 ? join(joined[source].operation(), node.operation())
                    : Optional.empty();
            joined[i] = both.isPresent() ? joined[source].with(node, both.get()) : node;
            if (both.isPresent()) {
                joined[source] = null;
            }
        }
        return result(input);
    }

    /** The operation that does both, one after the other; empty if there is none. */
    private static Optional<Operation> join(Operation first, Operation second) {
        if (!(second instanceof Operation.Layer next) || next.linear().isPresent()) {
            return Optional.empty();
        }
        Activation activation = next.activation();
        boolean activates = !next.normalized() && activation.kind() != Activation.Kind.IDENTITY;
        if (first instanceof Operation.Add sum) {
            return activates && activation.isFused() && sum.activation().kind() == Activation.Kind.IDENTITY
                    ? Optional.of(new Operation.Add(activation)) : Optional.empty();
        }
        if (!(first instanceof Operation.Layer layer) || layer.activation().kind() != Activation.Kind.IDENTITY) {
            return Optional.empty();
        }
        if (next.normalized() && layer.linear().isPresent() && !layer.normalized()) {
            return Optional.of(new Operation.Layer(layer.linear(), true, next.eps(), activation));
        }
        return activates && (layer.linear().isPresent() || layer.normalized())
                ? Optional.of(new Operation.Layer(layer.linear(), layer.normalized(), layer.eps(), activation))
                : Optional.empty();
    }

    private Fusion result(Shape input) {
        List<NodeSpec> fused = new ArrayList<>();
        Map<String, Fusion.Parts> parts = new LinkedHashMap<>();
        int[] numbers = new int[joined.length];
        for (int i = 0; i < joined.length; i++) {
            Joined node = joined[i];
            if (node == null) {
                continue;
            }
            numbers[i] = fused.size();
            List<Integer> sources = node.sources().stream().map(source -> source < 0 ? source : numbers[source]).toList();
            fused.add(new NodeSpec(node.finalName(), node.operation(), sources));
            if (node.parts().linear().isPresent() || node.parts().normalization().isPresent()) {
                parts.put(node.finalName(), node.parts());
            }
        }
        return new Fusion(new Architecture(input, fused), parts);
    }
}
