package bn.experiments.architecture;

import bn.api.InvalidRequestException;
import java.util.ArrayList;
import java.util.List;

/**
 * Dropout before the fully connected layers of an architecture, but not of the network's inputs. Its text is that of the
 * architecture without it, followed by {@code +dropout} and the probability.
 */
final class DenseDropout {
    private static final String MARK = "+dropout";

    private DenseDropout() {}

    /** The text of the architecture without dropout. */
    static String base(String text) {
        return text.contains(MARK) ? text.substring(0, text.indexOf(MARK)) : text;
    }

    /**
     * The probability in a text; 0 if there is none.
     *
     * @throws InvalidRequestException if it is no number
     */
    static double probability(String text) {
        if (!text.contains(MARK)) {
            return 0;
        }
        try {
            return Double.parseDouble(text.substring(text.indexOf(MARK) + MARK.length()));
        } catch (NumberFormatException e) {
            throw new InvalidRequestException("'" + text + "' is not an architecture: " + MARK
                    + " is followed by the probability, for example " + base(text) + MARK + "0.5");
        }
    }

    /** An architecture without dropout, with dropout of this probability. */
    static Architecture insert(Architecture architecture, double probability) {
        if (probability == 0) {
            return architecture;
        }
        List<NodeSpec> nodes = new ArrayList<>();
        // The number that each node has with dropout.
        List<Integer> numbers = new ArrayList<>();
        for (NodeSpec node : architecture.nodes()) {
            List<Integer> sources = node.sources().stream().map(source -> source < 0 ? source : numbers.get(source))
                    .toList();
            if (isDense(node) && sources.get(0) >= 0) {
                nodes.add(new NodeSpec(node.name() + ".dropout", new Operation.Dropout(probability), sources));
                sources = List.of(nodes.size() - 1);
            }
            numbers.add(nodes.size());
            nodes.add(new NodeSpec(node.name(), node.operation(), sources));
        }
        if (nodes.size() == architecture.nodes().size()) {
            throw new InvalidRequestException("the architecture " + architecture
                    + " has no place for dropout: that is before each fully connected layer that does not read the inputs");
        }
        return new Architecture(architecture.text() + MARK + probability, architecture.input(), nodes);
    }

    private static boolean isDense(NodeSpec node) {
        return node.operation() instanceof Operation.Layer layer
                && layer.linear().filter(LinearSpec.Dense.class::isInstance).isPresent();
    }
}
