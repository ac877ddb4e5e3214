package bn.experiments.architecture;

import bn.api.InvalidRequestException;
import bn.api.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An architecture as a text: a line {@code input SHAPE}, then a line {@code NAME: OPERATION from SOURCES} for each node, with the
 * words of {@link OperationText}. Without {@code from} a node reads the one before it. Lines are separated by ends of lines or
 * semicolons; what follows a {@code #} in a line is a comment.
 */
final class ArchitectureText {
    private static final String INPUT = "input";
    private static final String START = INPUT + " ";
    private static final String EXAMPLE = "conv1: convolution 16 3x3 padding 1, normalization, relu";

    private final Shape input;
    private final List<NodeSpec> nodes = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<Shape> shapes = new ArrayList<>();
    private final List<Integer> lines = new ArrayList<>();

    private ArchitectureText(Shape input) {
        this.input = input;
    }

    /** Whether a text is of this form. */
    static boolean is(String text) {
        return text.startsWith(START);
    }

    /** The text of an architecture, one statement after the other. */
    static List<String> statements(Shape input, List<NodeSpec> nodes) {
        List<String> statements = new ArrayList<>(List.of(START + input));
        for (int i = 0; i < nodes.size(); i++) {
            NodeSpec node = nodes.get(i);
            String sources = node.sources().stream().map(source -> source < 0 ? INPUT : nodes.get(source).name())
                    .collect(Collectors.joining(", "));
            statements.add(node.name() + ": " + OperationText.of(node.operation())
                    + (node.sources().equals(List.of(i - 1)) ? "" : " from " + sources));
        }
        return statements;
    }

    /**
     * Reads a text.
     *
     * @throws InvalidRequestException if it is no architecture; the message has the number of the line
     */
    static Architecture parse(String text) {
        ArchitectureText reader = null;
        String[] lines = text.split("\\R", -1);
        for (int i = 0; i < lines.length; i++) {
            try {
                for (String statement : lines[i].replaceAll("#.*", "").split(";", -1)) {
                    if (!statement.isBlank() && reader == null) {
                        reader = new ArchitectureText(input(statement.strip()));
                    } else if (!statement.isBlank()) {
                        reader.add(statement.strip(), i + 1);
                    }
                }
            } catch (InvalidRequestException e) {
                throw new InvalidRequestException("line " + (i + 1) + ": " + e.getMessage());
            }
        }
        if (reader == null || reader.nodes.isEmpty()) {
            throw new InvalidRequestException("there is no node; a node is, for example, " + EXAMPLE);
        }
        return reader.architecture();
    }

    private static Shape input(String statement) {
        try {
            int[] sizes = statement.startsWith(START)
                    ? Arrays.stream(statement.substring(START.length()).strip().split("x", -1)).mapToInt(Integer::parseInt)
                            .toArray()
                    : new int[0];
            if ((sizes.length == 1 || sizes.length == 3) && Arrays.stream(sizes).allMatch(size -> size > 0)) {
                return Shape.of(sizes);
            }
        } catch (NumberFormatException e) {
            // As if there were too few numbers.
        }
        throw new InvalidRequestException("the first line is the shape of an input, channels x height x width of an image or a "
                + "number of features, for example input 3x32x32 or input 784; got '" + statement + "'");
    }

    private void add(String statement, int line) {
        String[] parts = statement.split(":", 2);
        String name = parts[0].strip();
        if (parts.length < 2 || !name.matches("[A-Za-z0-9_.-]+")) {
            throw new InvalidRequestException(
                    "'" + statement + "' is no node; a node has a name of letters, digits, '.', '_' and "
                            + "'-', and an operation, for example " + EXAMPLE);
        }
        if (name.equals(INPUT) || names.contains(name)) {
            throw new InvalidRequestException("there is a node '" + name + "' before; give this one another name");
        }
        String[] definition = parts[1].split("\\bfrom\\b", 2);
        List<Integer> sources = definition.length == 1 ? List.of(nodes.size() - 1)
                : Arrays.stream(definition[1].split(",", -1)).map(source -> source(source.strip())).toList();
        Operation operation = OperationParser.parse(definition[0]);
        shapes.add(shape(name, operation, sources));
        names.add(name);
        lines.add(line);
        nodes.add(new NodeSpec(name, operation, sources));
    }

    private int source(String name) {
        if (!name.equals(INPUT) && !names.contains(name)) {
            throw new InvalidRequestException("there is no node '" + name + "' before this one");
        }
        return names.indexOf(name);
    }

    private Shape shape(String name, Operation operation, List<Integer> sources) {
        List<Shape> read = sources.stream().map(source -> source < 0 ? input : shapes.get(source)).toList();
        String reads = "node '" + name + "' reads " + IntStream.range(0, read.size())
                .mapToObj(i -> (sources.get(i) < 0 ? INPUT : names.get(sources.get(i))) + " (" + read.get(i) + ")")
                .collect(Collectors.joining(" and "));
        if (operation.arity() > 0 && operation.arity() != read.size()) {
            throw new InvalidRequestException(reads + ", and its operation takes "
                    + (operation.arity() == 1 ? "1 input" : operation.arity() + " inputs; name them, for example from a, b"));
        }
        try {
            Shape shape = operation.outputs(read);
            if (shape.elements() <= Integer.MAX_VALUE) {
                return shape;
            }
        } catch (InvalidRequestException e) {
            throw new InvalidRequestException(reads + ": " + e.getMessage());
        } catch (ArithmeticException e) {
            // As if the shape were too large.
        }
        throw new InvalidRequestException(reads + ": its outputs are more than fit an array");
    }

    private Architecture architecture() {
        Set<Integer> read = new HashSet<>(List.of(nodes.size() - 1));
        nodes.forEach(node -> read.addAll(node.sources()));
        for (int i = 0; i < nodes.size(); i++) {
            if (!read.contains(i)) {
                throw new InvalidRequestException("line " + lines.get(i) + ": no node reads '" + names.get(i)
                        + "', and it is not the last one; remove it");
            }
        }
        Shape outputs = shapes.get(shapes.size() - 1);
        if (outputs.rank() != 1) {
            throw new InvalidRequestException("line " + lines.get(lines.size() - 1) + ": the last node gives images, " + outputs
                    + "; a network gives numbers, so add a flatten or a global average and a fully connected layer");
        }
        return new Architecture(input, nodes);
    }
}
