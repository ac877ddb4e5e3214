package bn.experiments.model.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of nodes. A node with parameters is called after the initializer of its scale or weights, as its module is in the tool that
 * wrote the file: {@code layer1.0.bn1} for {@code layer1.0.bn1.weight}. Other nodes have their own name, and those without one are
 * called after their operator and numbered. Names are unique.
 */
final class NodeNames {
    /** Position of the scale or the weights among the inputs. A product may have its weights on either side. */
    private static final Map<String, Integer> PARAMETER = Map.of("BatchNormalization", 1, "Conv", 1, "ConvTranspose", 1, "Gemm",
            1,
            "MatMul", 1);
    /** What TensorFlow appends to the names of variables that are read. */
    private static final Pattern READ = Pattern.compile("(:\\d+)$|/(read|ReadVariableOp(_\\d+)?)$");
    private static final String VARIABLE = "/ReadVariableOp";
    private static final Pattern ROLE = Pattern.compile(
            "^(.+)[./_](weights?|gamma|scale|kernel|w|W|Conv2D|MatMul|depthwise|depthwise_kernel|depthwise_weights)$");
    /** The number of a node without a name is part of it, so few names of this length are equal. */
    private static final int LONGEST = 200;

    private final IdentityHashMap<NodeProto, String> names = new IdentityHashMap<>();
    /** An architecture calls its input so. */
    private final Set<String> used = new HashSet<>(Set.of("input"));
    /** The number that was last added to a name. */
    private final Map<String, Integer> copies = new HashMap<>();
    private final Map<String, Integer> unnamed = new HashMap<>();

    /** The names of all nodes of a graph and of those in it. */
    NodeNames(Scope scope) {
        scope.forEachNode((around, node) -> name(node, module(around, node)));
        scope.forEachNode((any, node) -> {
            if (!names.containsKey(node)) {
                name(node, Optional.of(node.getName().isEmpty() ? numbered(node) : node.getName()));
            }
        });
    }

    private void name(NodeProto node, Optional<String> wanted) {
        wanted.map(NodeNames::plain).ifPresent(name -> names.put(node, unique(name)));
    }

    /** The name of a node. */
    String of(NodeProto node) {
        return names.get(node);
    }

    /** A name like this one that no other node has. */
    String unique(String name) {
        String unique = name;
        while (!used.add(unique)) {
            unique = name + "_" + copies.merge(name, 2, (last, any) -> last + 1);
        }
        return unique;
    }

    private String numbered(NodeProto node) {
        String type = node.getOpType().equals("BatchNormalization") ? "bn" : node.getOpType().toLowerCase(Locale.ROOT);
        return type + unnamed.merge(type, 1, Integer::sum);
    }

    private static Optional<String> module(Scope scope, NodeProto node) {
        Integer parameter = Scope.isOwn(node) ? PARAMETER.get(node.getOpType()) : null;
        return parameter == null || node.getInputCount() <= parameter ? Optional.empty()
                : module(transposed(scope, node.getInput(parameter)));
    }

    /** Exporters that do not fold constants transpose the weights of a fully connected layer in the graph; the name before that. */
    private static String transposed(Scope scope, String weights) {
        return scope.producer(weights).filter(node -> Scope.is(node, "Transpose") && node.getInputCount() == 1)
                .map(node -> node.getInput(0)).filter(name -> scope.constant(name).isPresent()).orElse(weights);
    }

    /** The module that a parameter belongs to, if its name says one. */
    static Optional<String> module(String parameter) {
        String name = parameter;
        for (Matcher read = READ.matcher(name); read.find(); read = READ.matcher(name)) {
            name = name.substring(0, read.start());
        }
        Matcher role = ROLE.matcher(name);
        return role.matches() ? Optional.of(role.group(1)) : Optional.of(name).filter(any -> parameter.contains(VARIABLE));
    }

    /** A name of the characters that names of an architecture's nodes have; folders become modules. */
    private static String plain(String name) {
        String plain = name.replaceAll("^/+", "").replace('/', '.').replaceAll("[^A-Za-z0-9_.-]", "_");
        return plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain;
    }

    /** A text of the file for a message of one line. */
    static String printable(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\u0085]", "?");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
    }
}
