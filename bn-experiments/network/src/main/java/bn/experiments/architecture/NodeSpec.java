package bn.experiments.architecture;

import java.util.List;

/**
 * A node of a network.
 *
 * @param name unique in the network; the arrays of its parameters are named after it
 * @param operation what it computes
 * @param sources the numbers, from 0, of the nodes that it reads, all before it; {@link #INPUT} for the network's input
 */
public record NodeSpec(String name, Operation operation, List<Integer> sources) {
    /** The network's input, as a source. */
    public static final int INPUT = -1;

    /** Copies the list. */
    public NodeSpec {
        sources = List.copyOf(sources);
    }
}
