package bn.experiments.model.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import bn.api.BnException;
import bn.api.Shape;
import bn.experiments.architecture.NodeSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The input of a graph.
 *
 * @param name of its value
 * @param data its shape for one example, channels first
 * @param examples the number of examples if the file fixes it, otherwise 0
 * @param channelsLast whether the file's images have their channels last
 */
record GraphInput(String name, Data data, long examples, boolean channelsLast) {
    private static final int IMAGE_AXES = 4;
    private static final long LARGEST = 1 << 20;
    private static final List<Long> TO_CHANNELS_FIRST = List.of(0L, 3L, 1L, 2L);
    private static final List<Integer> TO_CHANNELS_LAST = List.of(0, 2, 3, 1);

    /**
     * The input of a graph, which must be the only one.
     *
     * @param given the size of the images, C x H x W, for axes that the file does not fix
     * @throws BnException if it is not, or its shape is not fixed
     */
    static GraphInput of(GraphProto graph, Optional<Shape> given) {
        Set<String> initializers = graph.getInitializerList().stream().map(TensorProto::getName).collect(Collectors.toSet());
        List<ValueInfoProto> inputs = graph.getInputList().stream().filter(input -> !initializers.contains(input.getName()))
                .toList();
        if (inputs.size() != 1) {
            throw new BnException("it has " + inputs.size() + " inputs; networks have one here");
        }
        String name = inputs.get(0).getName();
        String printable = NodeNames.printable(name);
        List<Dimension> dimensions = inputs.get(0).getType().getTensorType().getShape().getDimList();
        if (dimensions.size() != 2 && dimensions.size() != IMAGE_AXES) {
            throw new BnException("its input '" + printable + "' has " + dimensions.size()
                    + " axes; here it has 2 (examples and numbers) or 4 (examples, channels, height and width)");
        }
        boolean last = dimensions.size() == IMAGE_AXES && isTransposed(graph, name);
        int[] sizes = new int[dimensions.size() - 1];
        for (int i = 0; i < sizes.length; i++) {
            int axis = last ? (i + 1) % sizes.length : i;
            long fixed = dimensions.get(i + 1).getDimValue();
            long size = fixed >= 1 ? fixed
                    : given.filter(shape -> shape.rank() == sizes.length).map(shape -> shape.size(axis)).orElse(0);
            if (size < 1 || size > LARGEST) {
                throw new BnException("axis " + (i + 1) + " of its input '" + printable
                        + "' has no fixed size; give the size of the images, or export it with only the first axis dynamic");
            }
            sizes[i] = (int) size;
        }
        if (IntStream.of(sizes).asDoubleStream().reduce(1, (a, b) -> a * b) > Integer.MAX_VALUE) {
            throw new BnException("its input '" + printable + "' has more numbers for each example than fit an array");
        }
        Data data = Data.of(NodeSpec.INPUT, last ? Shape.of(sizes[2], sizes[0], sizes[1]) : Shape.of(sizes));
        return new GraphInput(name, last ? data.with(data.view().permuted(TO_CHANNELS_LAST)) : data,
                Math.max(0, dimensions.get(0).getDimValue()), last);
    }

    /** Whether all that reads a value puts its last axis to the front, as exporters from channels-last tools write it. */
    private static boolean isTransposed(GraphProto graph, String name) {
        List<NodeProto> readers = graph.getNodeList().stream().filter(node -> node.getInputList().contains(name)).toList();
        return !readers.isEmpty()
                && readers.stream().allMatch(node -> Scope.is(node, "Transpose") && node.getAttributeCount() == 1
                        && node.getAttribute(0).getIntsList().equals(TO_CHANNELS_FIRST));
    }
}
