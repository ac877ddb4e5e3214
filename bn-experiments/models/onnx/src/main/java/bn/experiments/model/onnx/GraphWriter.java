package bn.experiments.model.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import bn.api.DType;
import bn.api.Shape;
import bn.experiments.model.ExportedArray;
import bn.experiments.model.ModelExport;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A graph of ONNX while it is made: nodes and values with unique names. The input is {@code input}, the output {@code output}, and
 * other values are called after the nodes.
 */
final class GraphWriter {
    static final String INPUT = "input";
    static final String OUTPUT = "output";
    private static final String BATCH = "N";

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("network");
    private final List<Initializer> initializers = new ArrayList<>();
    private final TensorProto.DataType type;
    private final Set<String> names = new HashSet<>(Set.of(INPUT, OUTPUT));
    private final Set<Double> rounded = new TreeSet<>();

    /** The names of parameters are taken before those of values. */
    GraphWriter(ModelExport network) {
        type = network.dtype() == DType.FLOAT64 ? TensorProto.DataType.DOUBLE : TensorProto.DataType.FLOAT;
        int last = network.architecture().nodes().size() - 1;
        IntStream.rangeClosed(0, last).forEach(node -> network.arrays(node).forEach(array -> names.add(array.name())));
        graph.addInput(tensor(INPUT, network.architecture().input()))
                .addOutput(tensor(OUTPUT, network.architecture().shapes().get(last)));
    }

    private ValueInfoProto tensor(String name, Shape shape) {
        TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(type.getNumber());
        tensor.getShapeBuilder().addDimBuilder().setDimParam(BATCH);
        for (int axis = 0; axis < shape.rank(); axis++) {
            tensor.getShapeBuilder().addDimBuilder().setDimValue(shape.size(axis));
        }
        return ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder().setTensorType(tensor)).build();
    }

    /** A name like this one that nothing else has. */
    String unique(String name) {
        String unique = name;
        for (int i = 2; !names.add(unique); i++) {
            unique = name + "_" + i;
        }
        return unique;
    }

    /** Adds a node; returns its output. */
    String add(String operator, String name, String output, Map<String, ?> attributes, String... inputs) {
        NodeProto.Builder node = graph.addNodeBuilder().setOpType(operator).setName(name).addOutput(output)
                .addAllInput(Arrays.asList(inputs));
        attributes.forEach((key, value) -> node.addAttribute(attribute(key, value)));
        return output;
    }

    private AttributeProto attribute(String name, Object value) {
        AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
        if (value instanceof Double number) {
            if (type == TensorProto.DataType.DOUBLE && number.floatValue() != number) {
                rounded.add(number);
            }
            return attribute.setType(AttributeType.FLOAT).setF(number.floatValue()).build();
        } else if (value instanceof Integer number) {
            return attribute.setType(AttributeType.INT).setI(number).build();
        } else if (value instanceof String text) {
            return attribute.setType(AttributeType.STRING).setS(ByteString.copyFromUtf8(text)).build();
        }
        attribute.setType(AttributeType.INTS);
        Arrays.stream((int[]) value).forEach(attribute::addInts);
        return attribute.build();
    }

    /** Numbers of attributes that float64 has and ONNX rounds to float32. */
    Set<Double> rounded() {
        return rounded;
    }

    /** A parameter under its own name. */
    String parameter(ExportedArray array) {
        initializers.add(new Initializer(array.name(), type, array.shape(), array::values));
        return array.name();
    }

    /** A constant of a number for each channel, all the same, in place of a parameter that a node does not have. */
    String constant(String name, int channels, double value) {
        double[] values = new double[channels];
        Arrays.fill(values, value);
        return constant(name, type, List.of(channels), values);
    }

    /** A constant of one number. */
    String number(String name, double value) {
        return constant(name, type, List.of(), value);
    }

    /** A constant of whole numbers. */
    String integers(String name, int... values) {
        return constant(name, TensorProto.DataType.INT64, List.of(values.length),
                Arrays.stream(values).asDoubleStream().toArray());
    }

    private String constant(String name, TensorProto.DataType elements, List<Integer> shape, double... values) {
        String unique = unique(name);
        initializers.add(new Initializer(unique, elements, shape, () -> values));
        return unique;
    }

    /** The graph without its initializers. */
    GraphProto nodes() {
        return graph.build();
    }

    List<Initializer> initializers() {
        return initializers;
    }
}
