package bn.experiments.model.onnx;

import bn.api.Shape;
import bn.api.kernel.Pooling;
import bn.api.kernel.Window;
import bn.experiments.architecture.NodeSpec;
import bn.experiments.architecture.Operation;
import bn.experiments.model.ModelExport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The nodes of a network as nodes of ONNX. One that becomes several gives its name to the one that computes, or moves the elements;
 * the others have its name and a word.
 */
final class OperationWriter {
    private final ModelExport network;
    private final GraphWriter graph;
    private final LayerWriter layers;
    private final List<Shape> shapes;
    private final List<String> values = new ArrayList<>();

    OperationWriter(ModelExport network, GraphWriter graph, Opset opset) {
        this.network = network;
        this.graph = graph;
        layers = new LayerWriter(network, graph, opset);
        shapes = network.architecture().shapes();
    }

    /** Adds all nodes; returns what the user has to know. */
    List<String> write() {
        List<NodeSpec> nodes = network.architecture().nodes();
        for (int i = 0; i < nodes.size(); i++) {
            String output = i == nodes.size() - 1 ? GraphWriter.OUTPUT : graph.unique(nodes.get(i).name());
            write(i, nodes.get(i), output, nodes.get(i).sources().stream().map(this::value).toArray(String[]::new));
            values.add(output);
        }
        return layers.notes();
    }

    private String value(int source) {
        return source < 0 ? GraphWriter.INPUT : values.get(source);
    }

    private void write(int number, NodeSpec node, String output, String... inputs) {
        String name = node.name();
        Operation operation = node.operation();
        if (operation instanceof Operation.Layer layer) {
            layers.write(number, layer, output, inputs[0]);
        } else if (operation instanceof Operation.Add add) {
            layers.sum(name, add, output, inputs);
        } else if (operation instanceof Operation.Multiply) {
            multiply(number, node, output, inputs);
        } else if (operation instanceof Operation.Pool pool) {
            graph.add(pool.pooling() == Pooling.MAX ? "MaxPool" : "AveragePool", name, output, attributes(pool), inputs);
        } else if (operation instanceof Operation.GlobalAverage) {
            String means = graph.add("GlobalAveragePool", name, graph.unique(name + ".mean"), Map.of(), inputs);
            graph.add("Flatten", name + ".flatten", output, Map.of("axis", 1), means);
        } else if (operation instanceof Operation.Flatten) {
            graph.add("Flatten", name, output, Map.of("axis", 1), inputs);
        } else if (operation instanceof Operation.PadChannels pad) {
            pad(name, output, inputs[0], 0, pad.before(), 0, 0, 0, pad.after(), 0, 0);
        } else if (operation instanceof Operation.PadImages pad) {
            pad(name, output, inputs[0], 0, 0, pad.top(), pad.left(), 0, 0, pad.bottom(), pad.right());
        } else if (operation instanceof Operation.SliceChannels slice) {
            graph.add("Slice", name, output, Map.of(), inputs[0], graph.integers(name + ".starts", slice.from()),
                    graph.integers(name + ".ends", slice.from() + slice.count()), graph.integers(name + ".axes", 1));
        } else if (operation instanceof Operation.ShuffleChannels shuffle) {
            shuffle(name, shapes.get(number), shuffle.groups(), output, inputs[0]);
        } else if (operation instanceof Operation.Concatenate) {
            graph.add("Concat", name, output, Map.of("axis", 1), inputs);
        } else if (operation instanceof Operation.Dropout dropout) {
            graph.add("Dropout", name, output, Map.of(), inputs[0], graph.number(name + ".ratio", dropout.probability()));
        }
    }

    /** Factors of channels N x C are multiplied as N x C x 1 x 1. */
    private void multiply(int number, NodeSpec node, String output, String... inputs) {
        int second = node.sources().get(1);
        Shape factors = second < 0 ? network.architecture().input() : shapes.get(second);
        String name = node.name();
        boolean same = factors.equals(shapes.get(number));
        graph.add("Mul", name, output, Map.of(), inputs[0], same ? inputs[1] : graph.add("Unsqueeze", name + ".factors",
                graph.unique(name + ".factors"), Map.of(), inputs[1], graph.integers(name + ".axes", 2, 3)));
    }

    private static Map<String, Object> attributes(Operation.Pool pool) {
        Window window = pool.window();
        Map<String, Object> attributes = new HashMap<>(LayerWriter.attributes(window));
        // Average pooling has dilations since version 19 alone.
        if (pool.pooling() != Pooling.MAX && !Opset.isDilated(window)) {
            attributes.remove(LayerWriter.DILATIONS);
        }
        if (pool.pooling() != Pooling.MAX) {
            attributes.put("count_include_pad", pool.pooling() == Pooling.AVERAGE_WITH_PADDING ? 1 : 0);
        }
        return attributes;
    }

    private void pad(String name, String output, String input, int... pads) {
        graph.add("Pad", name, output, Map.of("mode", "constant"), input, graph.integers(name + ".pads", pads));
    }

    /** Channels as groups x channels of a group, whose axes are exchanged; a size of 0 is that of the input. */
    private void shuffle(String name, Shape shape, int groups, String output, String input) {
        int size = shape.size(0) / groups;
        boolean images = shape.rank() > 1;
        int[] split = images ? new int[] {0, groups, size, shape.size(1), shape.size(2)} : new int[] {0, groups, size};
        int[] joined = images ? new int[] {0, shape.size(0), shape.size(1), shape.size(2)} : new int[] {0, shape.size(0)};
        String grouped = graph.add("Reshape", name + ".split", graph.unique(name + ".split"), Map.of(), input,
                graph.integers(name + ".split.shape", split));
        String exchanged = graph.add("Transpose", name, graph.unique(name + ".transpose"),
                Map.of("perm", images ? new int[] {0, 2, 1, 3, 4} : new int[] {0, 2, 1}), grouped);
        graph.add("Reshape", name + ".join", output, Map.of(), exchanged, graph.integers(name + ".join.shape", joined));
    }
}
