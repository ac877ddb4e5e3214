package bn.experiments.stream;

import bn.api.Shape;
import bn.experiments.architecture.Architecture;

/** Channels of the outputs of all nodes, and of the network's inputs, joined into disjoint sets (union-find). */
final class ChannelSets {
    /** The first channel of each node, after those of the inputs. */
    private final int[] first;
    private final int[] parent;

    /** Each channel is a set of its own. */
    ChannelSets(Architecture architecture) {
        first = new int[architecture.nodes().size()];
        int at = architecture.input().size(0);
        for (int i = 0; i < first.length; i++) {
            first[i] = at;
            Shape shape = architecture.shapes().get(i);
            at += shape.size(0);
        }
        parent = new int[at];
        for (int i = 0; i < at; i++) {
            parent[i] = i;
        }
    }

    /** The number of a channel of a node, or of the inputs for a node below 0. */
    int channel(int node, int index) {
        return node < 0 ? index : first[node] + index;
    }

    /** Number of all channels. */
    int size() {
        return parent.length;
    }

    /** The channel that stands for the set of this one. */
    int set(int channel) {
        int at = channel;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    void join(int a, int b) {
        int first = set(a);
        int second = set(b);
        parent[Math.max(first, second)] = Math.min(first, second);
    }
}
