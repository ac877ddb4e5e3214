package bn.experiments.model;

import bn.experiments.architecture.NodeSpec;
import bn.experiments.architecture.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The module paths, as PyTorch writes them, of the two parts of a layer.
 *
 * @param linear of the linear map, if the layer has one
 * @param normalization of the normalization, if the layer has one
 */
record ModuleNames(Optional<String> linear, Optional<String> normalization) {
    /** The last component of a path, such as conv1 in layer1.0.conv1. */
    private static final Pattern CONVOLUTION = Pattern.compile("(.*\\.|)conv(\\w*)");
    private static final Pattern NORMALIZATION = Pattern.compile("(.*\\.|)bn(\\w*)");
    /** A member of a sequence, such as 1 in shortcut.1. */
    private static final Pattern MEMBER = Pattern.compile("(.*\\.|)([1-9][0-9]{0,8})");

    /**
     * The names that a node can have in a file. A layer of two parts that is called {@code layer1.0.conv1} is usually {@code
     * layer1.0.conv1} and {@code layer1.0.bn1}; {@code shortcut.1} is the second of two members, after {@code
     * shortcut.0}; one that has another name, {@code shortcut}, is these two members of it, or its normalization has a name made of its own.
     */
    static List<ModuleNames> candidates(NodeSpec node) {
        String name = node.name();
        if (!(node.operation() instanceof Operation.Layer layer)) {
            return List.of(new ModuleNames(Optional.empty(), Optional.empty()));
        }
        if (layer.linear().isEmpty() || !layer.normalized()) {
            return List.of(new ModuleNames(layer.linear().map(map -> name),
                    layer.normalized() ? Optional.of(name) : Optional.empty()));
        }
        List<ModuleNames> all = new ArrayList<>();
        Matcher convolution = CONVOLUTION.matcher(name);
        if (convolution.matches()) {
            all.add(both(name, convolution.group(1) + "bn" + convolution.group(2)));
        }
        Matcher normalization = NORMALIZATION.matcher(name);
        if (normalization.matches()) {
            all.add(both(normalization.group(1) + "conv" + normalization.group(2), name));
        }
        Matcher member = MEMBER.matcher(name);
        if (member.matches()) {
            all.add(both(member.group(1) + (Integer.parseInt(member.group(2)) - 1), name));
        }
        all.add(both(name + ".0", name + ".1"));
        all.add(both(name, name + "_bn"));
        all.add(both(name, name + ".bn"));
        return all;
    }

    private static ModuleNames both(String linear, String normalization) {
        return new ModuleNames(Optional.of(linear), Optional.of(normalization));
    }
}
