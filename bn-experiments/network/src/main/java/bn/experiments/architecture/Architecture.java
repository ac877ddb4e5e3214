package bn.experiments.architecture;

import bn.api.InvalidRequestException;
import bn.api.Shape;
import bn.api.kernel.Activation;
import bn.experiments.data.Examples;
import bn.experiments.data.ImageSize;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The nodes of a network in topological order; the last one gives its outputs. Shapes are those of one example.
 *
 * @param text the text that {@link #parse} reads it from
 * @param input shape of the inputs: I, or C x H x W
 * @param nodes at least 1
 */
public record Architecture(String text, Shape input, List<NodeSpec> nodes) {

    /** Checks that names are unique, that nodes read earlier ones, and that all shapes fit. */
    public Architecture {
        nodes = List.copyOf(nodes);
        if (nodes.isEmpty()) {
            throw new InvalidRequestException("a network has at least one layer; '" + text + "' has none");
        }
        Set<String> names = new HashSet<>();
        nodes.forEach(node -> {
            if (!names.add(node.name())) {
                throw new InvalidRequestException("two nodes of " + text + " have the name '" + node.name() + "'");
            }
        });
        shapes(text, input, nodes);
    }

    /**
     * The nodes of a network that has no shorter text than the list of them. The text can be parsed again if names have only letters,
     * digits, '.', '_' and '-' and none is {@code input}, each node but the last is read, and the last gives numbers.
     */
    public Architecture(Shape input, List<NodeSpec> nodes) {
        this(String.join("; ", ArchitectureText.statements(input, nodes)), input, nodes);
    }

    /** A multilayer perceptron, whose hidden layers are normalized and have ReLU: its widths, inputs first, outputs last. */
    public Architecture(List<Integer> widths) {
        this(text(widths), Shape.of(checked(widths).get(0)), perceptron(widths));
    }

    private static List<Integer> checked(List<Integer> widths) {
        if (widths.size() < 2 || widths.stream().anyMatch(width -> width < 1)) {
            throw new InvalidRequestException(
                    "an architecture is at least 2 widths of at least 1, for example 784-512-256-10; got '"
                            + text(widths) + "'");
        }
        return widths;
    }

    private static List<NodeSpec> perceptron(List<Integer> widths) {
        List<NodeSpec> nodes = new ArrayList<>();
        int last = widths.size() - 2;
        for (int i = 0; i <= last; i++) {
            Optional<LinearSpec> linear = Optional.of(new LinearSpec.Dense(widths.get(i + 1)));
            nodes.add(new NodeSpec("layer" + (i + 1),
                    new Operation.Layer(linear, i < last, i < last ? Activation.RELU : Activation.IDENTITY), List.of(i - 1)));
        }
        return nodes;
    }

    /**
     * Reads {@code 784-512-256-10}, a named architecture with its inputs and outputs, such as {@code resnet20:3x32x32-10}, or the
     * nodes of one that starts with {@code input}, as {@link ArchitectureFile} reads them from a file. Each
     * may have dropout, such as {@code 784-512-256-10+dropout0.5}; see {@link #withDropout}.
     *
     * @throws InvalidRequestException if it is not of that form
     */
    public static Architecture parse(String text) {
        return DenseDropout.insert(parseBase(DenseDropout.base(text)), DenseDropout.probability(text));
    }

    private static Architecture parseBase(String text) {
        if (ArchitectureText.is(text)) {
            return ArchitectureText.parse(text);
        }
        if (text.contains(":")) {
            return NamedArchitecture.parse(text);
        }
        List<Integer> widths = new ArrayList<>();
        for (String width : text.split("-", -1)) {
            try {
                widths.add(Integer.parseInt(width.trim()));
            } catch (NumberFormatException e) {
                throw new InvalidRequestException("'" + text
                        + "' is not an architecture: widths are whole numbers joined by hyphens, for example 784-512-256-10, and "
                        + "the names are " + NamedArchitecture.names() + "; a file has to exist");
            }
        }
        return new Architecture(widths);
    }

    /**
     * Reads the architecture of a network for examples: {@link #parse(String)}, or a name alone, such as {@code resnet20}, for
     * examples that are images.
     *
     * @throws InvalidRequestException if there is no such architecture, or it does not take such examples
     */
    public static Architecture parse(String text, Examples examples) {
        String base = DenseDropout.base(text);
        Optional<NamedArchitecture> named = NamedArchitecture.of(base);
        if (named.isEmpty()) {
            return parse(text);
        }
        ImageSize size = examples.image().orElseThrow(() -> new InvalidRequestException("the architecture " + base
                + " takes images, and the examples are rows of numbers; use widths, for example " + examples.features() + "-64-"
                + examples.targets()));
        return named.get().of(images(size), examples.targets()).withDropout(DenseDropout.probability(text));
    }

    /**
     * The same architecture with dropout before each fully connected layer that does not read the network's inputs, in place of
     * the dropout that it has by this method.
     *
     * @param probability that a number is 0, from 0 to less than 1; 0 for none
     * @throws InvalidRequestException if there is no such layer
     */
    public Architecture withDropout(double probability) {
        return DenseDropout.insert(DenseDropout.probability(text) == 0 ? this : parseBase(DenseDropout.base(text)), probability);
    }

    private static Shape images(ImageSize size) {
        return Shape.of(size.channels(), size.height(), size.width());
    }

    private static List<Shape> shapes(String text, Shape input, List<NodeSpec> nodes) {
        if (input.elements() > Integer.MAX_VALUE) {
            throw new InvalidRequestException(text + " has more inputs than fit an array");
        }
        List<Shape> shapes = new ArrayList<>();
        for (NodeSpec node : nodes) {
            int arity = node.operation().arity();
            if (arity == 0 ? node.sources().isEmpty() : arity != node.sources().size()) {
                throw new InvalidRequestException("node '" + node.name() + "' of " + text + " has " + node.sources().size()
                        + " inputs, which is not as many as it takes");
            }
            if (node.sources().stream().anyMatch(source -> source < NodeSpec.INPUT || source >= shapes.size())) {
                throw new InvalidRequestException(
                        "node '" + node.name() + "' of " + text + " reads a node that is not before it");
            }
            List<Shape> inputs = node.sources().stream().map(source -> source < 0 ? input : shapes.get(source)).toList();
            try {
                shapes.add(node.operation().outputs(inputs));
            } catch (InvalidRequestException e) {
                throw new InvalidRequestException("node '" + node.name() + "' of " + text + ": " + e.getMessage());
            } catch (ArithmeticException e) {
                throw new InvalidRequestException(
                        "node '" + node.name() + "' of " + text + " has more outputs than fit an array");
            }
        }
        return shapes;
    }

    /** The shapes of the outputs of all nodes. */
    public List<Shape> shapes() {
        return shapes(text, input, nodes);
    }

    /** The shape of a node's input, its first if it has several. */
    public Shape inputOf(int node) {
        int source = nodes.get(node).sources().get(0);
        return source < 0 ? input : shapes().get(source);
    }

    /** Number of numbers in an input. */
    public int inputs() {
        return Math.toIntExact(input.elements());
    }

    /** Number of outputs. */
    public int outputs() {
        return Math.toIntExact(shapes().get(nodes.size() - 1).elements());
    }

    /** The nodes that have weights, by their numbers. */
    public List<Integer> linear() {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).operation() instanceof Operation.Layer layer && layer.linear().isPresent()) {
                numbers.add(i);
            }
        }
        return numbers;
    }

    /** The nodes that are linear maps with a normalization, by their numbers. */
    public List<Integer> normalized() {
        return linear().stream().filter(node -> ((Operation.Layer) nodes.get(node).operation()).normalized()).toList();
    }

    /** Number of linear layers, fully connected or convolutional. */
    public int layers() {
        return linear().size();
    }

    /** The shape of the weights of a node; the first axis is the units. */
    public Shape weights(int node) {
        Operation.Layer layer = (Operation.Layer) nodes.get(node).operation();
        return layer.linear().orElseThrow().weights(inputOf(node));
    }

    /** Number of weights of all linear layers. */
    public long weights() {
        return linear().stream().mapToLong(node -> weights(node).elements()).sum();
    }

    /** Whether it takes such examples: as many numbers or images of the same size, and as many targets as outputs. */
    public boolean takes(Examples examples) {
        boolean images = input.rank() == 1
                || examples.image().map(Architecture::images).map(input::equals).orElse(true);
        return inputs() == examples.features() && outputs() == examples.targets() && images;
    }

    /** What a node with weights is called: its number, from 1, in a multilayer perceptron, otherwise its name. */
    public String label(String name) {
        if (widths().isEmpty()) {
            return name;
        }
        return String.valueOf(nodes.stream().map(NodeSpec::name).toList().indexOf(name) + 1);
    }

    /** The widths of a multilayer perceptron, inputs first; empty for other networks. */
    public List<Integer> widths() {
        List<Integer> widths = new ArrayList<>(List.of(inputs()));
        for (Shape shape : shapes()) {
            widths.add(shape.size(0));
        }
        return text.equals(text(widths)) ? widths : List.of();
    }

    /** The lines of a file that {@link ArchitectureFile} reads it from, without dropout by {@link #withDropout}. */
    public List<String> statements() {
        Architecture plain = withDropout(0);
        return ArchitectureText.statements(plain.input, plain.nodes);
    }

    /** For messages: the text, abridged where it lists the nodes. */
    @Override
    public String toString() {
        return ArchitectureText.is(text) ? text.substring(0, text.indexOf(';')) + "; ... (" + nodes.size() + " nodes)" : text;
    }

    private static String text(List<Integer> widths) {
        return widths.stream().map(String::valueOf).collect(Collectors.joining("-"));
    }
}
