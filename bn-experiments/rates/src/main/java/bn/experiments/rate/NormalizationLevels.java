package bn.experiments.rate;

import bn.api.norm.Normalization;
import bn.experiments.network.Layer;
import bn.experiments.network.Network;
import bn.experiments.network.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * The layers whose normalization has statistics, grouped so that no layer of a group depends on another of it. All of a group are
 * measured in one pass.
 */
final class NormalizationLevels {
    private NormalizationLevels() {}

    /** Layers that read outputs of other layers come after these. */
    static List<List<Layer>> fromInputs(Network network) {
        List<Node> nodes = network.nodes();
        int[] levels = new int[nodes.size()];
        for (int i = 0; i < levels.length; i++) {
            for (int source : nodes.get(i).sources()) {
                levels[i] = Math.max(levels[i], source < 0 ? 0 : levels[source]);
            }
            levels[i] += hasStatistics(nodes.get(i)) ? 1 : 0;
        }
        return groups(nodes, levels);
    }

    /** Layers whose outputs are read by other layers come after these. */
    static List<List<Layer>> fromOutputs(Network network) {
        List<Node> nodes = network.nodes();
        int[] levels = new int[nodes.size()];
        for (int i = levels.length - 1; i >= 0; i--) {
            levels[i] += hasStatistics(nodes.get(i)) ? 1 : 0;
            for (int source : nodes.get(i).sources()) {
                if (source >= 0) {
                    levels[source] = Math.max(levels[source], levels[i]);
                }
            }
        }
        return groups(nodes, levels);
    }

    private static boolean hasStatistics(Node node) {
        return node instanceof Layer layer && layer.normalization().flatMap(Normalization::statistics).isPresent();
    }

    private static List<List<Layer>> groups(List<Node> nodes, int[] levels) {
        List<List<Layer>> groups = new ArrayList<>();
        for (int i = 0; i < levels.length; i++) {
            if (hasStatistics(nodes.get(i))) {
                while (groups.size() < levels[i]) {
                    groups.add(new ArrayList<>());
                }
                groups.get(levels[i] - 1).add((Layer) nodes.get(i));
            }
        }
        return groups;
    }
}
