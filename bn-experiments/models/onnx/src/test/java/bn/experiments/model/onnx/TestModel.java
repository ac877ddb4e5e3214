package bn.experiments.model.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Writes small models. Each node has its outputs' name as its name, with "node" before it. */
final class TestModel {
    private final Random random = new Random(7);
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("test");
    private final List<NodeProto.Builder> nodes = new ArrayList<>();
    private final int opset;

    /**
     * A model with the input {@code x}.
     *
     * @param input its sizes; negative ones are dynamic
     */
    TestModel(int opset, long... input) {
        this.opset = opset;
        graph.addInput(info("x", input));
    }

    private static ValueInfoProto info(String name, long... sizes) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long size : sizes) {
            shape.addDim(size < 0 ? Dimension.newBuilder().setDimParam("n") : Dimension.newBuilder().setDimValue(size));
        }
        return ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(DataType.FLOAT_VALUE).setShape(shape))).build();
    }

    TestModel input(String name, long... sizes) {
        graph.addInput(info(name, sizes));
        return this;
    }

    /** An initializer of random numbers from 0.5 to 1.5, with alternating signs if asked for. */
    private TestModel random(String name, boolean signed, long... shape) {
        int count = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (0.5f + random.nextFloat()) * (signed && i % 2 == 1 ? -1 : 1);
        }
        return floats(name, values, shape);
    }

    TestModel weights(String name, long... shape) {
        return random(name, true, shape);
    }

    TestModel positive(String name, long... shape) {
        return random(name, false, shape);
    }

    TestModel floats(String name, float[] values, long... shape) {
        graph.addInitializer(tensor(name, values, shape));
        return this;
    }

    static TensorProto tensor(String name, float[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(DataType.FLOAT_VALUE)
                .setRawData(ByteString.copyFrom(bytes));
        Arrays.stream(shape).forEach(tensor::addDims);
        return tensor.build();
    }

    TestModel initializer(TensorProto tensor) {
        graph.addInitializer(tensor);
        return this;
    }

    TestModel longs(String name, long... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(DataType.INT64_VALUE)
                .addDims(values.length);
        Arrays.stream(values).forEach(tensor::addInt64Data);
        graph.addInitializer(tensor);
        return this;
    }

    TestModel scalar(String name, long value) {
        graph.addInitializer(TensorProto.newBuilder().setName(name).setDataType(DataType.INT64_VALUE).addInt64Data(value));
        return this;
    }

    /** A node; the attributes that follow are its own. */
    TestModel node(String operator, String output, String... inputs) {
        nodes.add(NodeProto.newBuilder().setOpType(operator).setName("node_" + output).addOutput(output)
                .addAllInput(List.of(inputs)));
        return this;
    }

    private NodeProto.Builder last() {
        return nodes.get(nodes.size() - 1);
    }

    TestModel output(String name) {
        last().addOutput(name);
        return this;
    }

    TestModel name(String name) {
        last().setName(name);
        return this;
    }

    TestModel domain(String domain) {
        last().setDomain(domain);
        return this;
    }

    TestModel ints(String name, long... values) {
        AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
        Arrays.stream(values).forEach(attribute::addInts);
        last().addAttribute(attribute);
        return this;
    }

    TestModel integer(String name, long value) {
        last().addAttribute(AttributeProto.newBuilder().setName(name).setType(AttributeType.INT).setI(value));
        return this;
    }

    TestModel number(String name, float value) {
        last().addAttribute(AttributeProto.newBuilder().setName(name).setType(AttributeType.FLOAT).setF(value));
        return this;
    }

    TestModel text(String name, String value) {
        last().addAttribute(AttributeProto.newBuilder().setName(name).setType(AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value)));
        return this;
    }

    TestModel value(TensorProto tensor) {
        last().addAttribute(AttributeProto.newBuilder().setName("value").setType(AttributeType.TENSOR).setT(tensor));
        return this;
    }

    /** A convolution without bias, with the initializer {@code NAME.weight}. */
    TestModel convolution(String name, String input, long units, long channels, long kernel, long pad) {
        return weights(name + ".weight", units, channels, kernel, kernel).node("Conv", name, input, name + ".weight")
                .ints("pads", pad, pad, pad, pad);
    }

    /** A batch normalization with the initializers that PyTorch writes. */
    TestModel normalization(String name, String input, long channels) {
        return weights(name + ".weight", channels).weights(name + ".bias", channels).weights(name + ".running_mean", channels)
                .positive(name + ".running_var", channels).node("BatchNormalization", name, input, name + ".weight",
                        name + ".bias",
                        name + ".running_mean", name + ".running_var");
    }

    /** The model with these outputs. */
    ModelProto model(String... outputs) {
        GraphProto.Builder whole = graph.clone();
        nodes.forEach(whole::addNode);
        for (String output : outputs) {
            whole.addOutput(ValueInfoProto.newBuilder().setName(output).setType(TypeProto.newBuilder()
                    .setTensorType(TypeProto.Tensor.newBuilder().setElemType(DataType.FLOAT_VALUE))));
        }
        return ModelProto.newBuilder().setIrVersion(8).setProducerName("test").setGraph(whole)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(opset)).build();
    }
}
