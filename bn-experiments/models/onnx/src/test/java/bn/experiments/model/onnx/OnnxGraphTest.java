package bn.experiments.model.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import bn.experiments.model.Model;
import bn.experiments.model.ModelNode;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Graphs against ONNX Runtime, which computes in float32: outputs differ by rounding only. */
class OnnxGraphTest {
    private static final int EXAMPLES = 3;
    private static final double ROUNDING = 1e-5;

    @TempDir
    private Path folder;

    private record Case(String name, TestModel model, String output, String... operations) {}

    private static TestModel images(int opset) {
        return new TestModel(opset, -1, 4, 7, 6);
    }

    private static TestModel rows(int opset) {
        return new TestModel(opset, -1, 5);
    }

    private static TestModel pool(String operator, long... pads) {
        return images(13).node(operator, "y", "x").ints("kernel_shape", 3, 2).ints("strides", 2, 2).ints("pads", pads);
    }

    private static TestModel window(String auto) {
        return images(13).weights("w", 2, 4, 3, 2).node("Conv", "y", "x", "w").text("auto_pad", auto).ints("strides", 2, 3);
    }

    private static List<Case> cases() {
        return List.of(
                new Case("convolution with asymmetric padding", images(13).weights("w", 6, 2, 3, 2).weights("b", 6)
                        .node("Conv", "y", "x", "w", "b").ints("pads", 1, 0, 2, 1).ints("strides", 2, 1).ints("dilations", 1, 2)
                        .integer("group", 2).ints("kernel_shape", 3, 2), "y"),
                new Case("depthwise convolution", images(13).weights("w", 8, 1, 3, 3).node("Conv", "y", "x", "w")
                        .integer("group", 4).ints("pads", 1, 1, 1, 1), "y"),
                new Case("SAME_UPPER", window("SAME_UPPER"), "y"), new Case("SAME_LOWER", window("SAME_LOWER"), "y"),
                new Case("VALID", window("VALID"), "y"),
                new Case("Gemm", rows(13).weights("w", 3, 5).weights("b", 1, 3).node("Gemm", "y", "x", "w", "b")
                        .integer("transB", 1).number("alpha", 0.5f).number("beta", 2), "y"),
                new Case("Gemm with a scalar", rows(13).weights("w", 5, 3).weights("b", 1).node("Gemm", "y", "x", "w", "b"), "y"),
                new Case("MatMul and Add", rows(13).weights("w", 5, 3).weights("b", 3).node("MatMul", "m", "x", "w")
                        .node("Add", "y", "b", "m"), "y", "Dense"),
                new Case("weights transposed in the graph", rows(13).weights("w", 3, 5).node("Transpose", "t", "w")
                        .ints("perm", 1, 0).node("MatMul", "y", "x", "t"), "y"),
                new Case("normalization of images", images(13).convolution("conv", "x", 5, 4, 3, 1).normalization("bn", "conv", 5)
                        .number("epsilon", 1e-3f).node("Relu", "y", "bn"), "y"),
                new Case("normalization alone", images(9).normalization("bn", "x", 4), "bn"),
                new Case("normalization of rows with an axis more", rows(7).weights("w", 3, 5).weights("b", 3)
                        .node("Gemm", "g", "x", "w", "b")
                        .integer("transB", 1).node("Unsqueeze", "u", "g").ints("axes", 2).normalization("bn", "u", 3)
                        .node("Squeeze", "y", "bn").ints("axes", 2), "y"),
                new Case("normalization between transposes", new TestModel(13, -1, 7, 6, 4)
                        .node("Transpose", "t", "x").ints("perm", 0, 3, 1, 2).convolution("conv", "t", 5, 4, 3, 1)
                        .node("Transpose", "l", "conv").ints("perm", 0, 2, 3, 1).node("Relu", "r", "l")
                        .node("Transpose", "f", "r").ints("perm", 0, 3, 1, 2).normalization("bn", "f", 5)
                        .node("Transpose", "b", "bn").ints("perm", 0, 2, 3, 1).node("ReduceMean", "y", "b")
                        .ints("axes", 1, 2).integer("keepdims", 0), "y"),
                new Case("flatten with the channels last", new TestModel(13, -1, 5, 4, 3).node("Transpose", "t", "x")
                        .ints("perm", 0, 3, 1, 2).convolution("conv", "t", 2, 3, 3, 1).node("Transpose", "b", "conv")
                        .ints("perm", 0, 2, 3, 1).longs("rows", -1, 40).node("Reshape", "f", "b", "rows").weights("w", 40, 3)
                        .node("MatMul", "y", "f", "w"), "y", "Flatten"),
                new Case("activations", rows(14).node("LeakyRelu", "a", "x").number("alpha", 0.1f).node("Tanh", "b", "a")
                        .node("HardSigmoid", "c", "b").node("HardSwish", "d", "c").node("Sigmoid", "y", "d"), "y"),
                new Case("clip by attributes", rows(10).node("Clip", "y", "x").number("min", -0.25f).number("max", 0.5f), "y"),
                new Case("clip by inputs", rows(13).floats("six", new float[] {0.5f}).node("Clip", "y", "x", "", "six"), "y"),
                new Case("clip from zero", rows(13).floats("zero", new float[] {0}).node("Clip", "y", "x", "zero"), "y", "RELU"),
                new Case("SiLU", images(13).node("Sigmoid", "s", "x").node("Mul", "y", "s", "x"), "y", "SILU"),
                new Case("hard swish",
                        images(13).node("HardSigmoid", "s", "x").number("alpha", 1 / 6f).node("Mul", "y", "x", "s"),
                        "y", "HARD_SWISH"),
                new Case("squeeze and excitation", images(13).node("GlobalAveragePool", "p", "x").weights("w1", 2, 4, 1, 1)
                        .weights("b1", 2).node("Conv", "c1", "p", "w1", "b1").node("Relu", "r", "c1").weights("w2", 4, 2, 1, 1)
                        .node("Conv", "c2", "r", "w2").node("Sigmoid", "s", "c2").node("Mul", "y", "s", "x"), "y"),
                new Case("factors of a pooling window", images(13).node("AveragePool", "p", "x").ints("kernel_shape", 7, 6)
                        .node("Sigmoid", "s", "p").node("Mul", "y", "x", "s"), "y"),
                new Case("product of two tensors", images(13).node("Tanh", "t", "x").node("Relu", "r", "x")
                        .node("Mul", "y", "t", "r"), "y"),
                new Case("residual sum", images(13).convolution("conv", "x", 4, 4, 3, 1).node("Add", "s", "x", "conv")
                        .node("Relu", "y", "s"), "y"),
                new Case("max pooling", pool("MaxPool", 1, 0, 1, 1), "y"),
                new Case("max pooling rounded up", pool("MaxPool", 1, 0, 1, 0).integer("ceil_mode", 1), "y"),
                new Case("max pooling with dilation", images(13).node("MaxPool", "y", "x").ints("kernel_shape", 2, 3)
                        .ints("dilations", 2, 1).ints("pads", 0, 1, 0, 1), "y"),
                new Case("average pooling", pool("AveragePool", 1, 0, 1, 1), "y"),
                new Case("average pooling with padding", pool("AveragePool", 1, 0, 1, 1).integer("count_include_pad", 1), "y"),
                new Case("average pooling rounded up", pool("AveragePool", 0, 0, 0, 0).integer("ceil_mode", 1), "y"),
                new Case("mean of positions", images(13).node("ReduceMean", "y", "x").ints("axes", -1, -2).integer("keepdims", 0),
                        "y", "GlobalAverage"),
                new Case("mean by an input", images(18).longs("axes", 2, 3).node("ReduceMean", "m", "x", "axes")
                        .node("Flatten", "y", "m"), "y", "GlobalAverage"),
                new Case("flatten and Gemm", images(13).node("MaxPool", "p", "x").ints("kernel_shape", 2, 2).ints("strides", 2, 2)
                        .node("Flatten", "f", "p").weights("w", 3, 36).node("Gemm", "y", "f", "w").integer("transB", 1), "y"),
                new Case("reshape by the shape", images(13).node("Shape", "s", "x").scalar("zero", 0)
                        .node("Gather", "n", "s", "zero").longs("zeros", 0).node("Unsqueeze", "u", "n", "zeros").longs("rest", -1)
                        .node("Concat", "t", "u", "rest").integer("axis", 0).node("Reshape", "y", "x", "t"), "y", "Flatten"),
                new Case("a shape that is reversed", images(13).longs("v", 6, 7, 4, 0).longs("a", -1).longs("b", Long.MIN_VALUE)
                        .longs("axis", 0).longs("step", -1).node("Slice", "s", "v", "a", "b", "axis", "step")
                        .node("Reshape", "r", "x", "s").node("Relu", "y", "r"), "y"),
                new Case("channel shuffle", images(13).longs("five", 0, 2, 2, 7, 6).longs("four", 0, -1, 7, 6)
                        .node("Reshape", "r", "x", "five").node("Transpose", "t", "r").ints("perm", 0, 2, 1, 3, 4)
                        .node("Reshape", "y", "t", "four"), "y", "ShuffleChannels"),
                new Case("slices of channels", images(13).node("Shape", "s", "x").longs("one", 1)
                        .node("Gather", "c", "s", "one").longs("two", 2).node("Div", "half", "c", "two").longs("zero", 0)
                        .node("Slice", "a", "x", "zero", "half", "one").node("Slice", "b", "x", "half", "c", "one")
                        .node("Relu", "r", "b").node("Concat", "y", "r", "a").integer("axis", 1), "y", "SliceChannels"),
                new Case("split", images(12).node("Split", "a", "x").output("b").integer("axis", 1).ints("split", 1, 3)
                        .node("Concat", "y", "b", "a").integer("axis", -3), "y", "SliceChannels"),
                new Case("split by an input", images(13).longs("sizes", 2, 2).node("Split", "a", "x", "sizes").output("b")
                        .integer("axis", 1).node("Add", "y", "a", "b"), "y"),
                new Case("slice by attributes", images(9).node("Slice", "y", "x").ints("starts", -3, 0).ints("ends", -1, 99)
                        .ints("axes", 1, 2), "y"),
                new Case("strided slice", images(13).longs("from", 0, 0).longs("to", Long.MAX_VALUE, 6).longs("axes", 2, -1)
                        .longs("steps", 2, 3).node("Slice", "y", "x", "from", "to", "axes", "steps"), "y", "Pool"),
                new Case("zeros around", images(13).longs("pads", 0, 1, 2, 0, 0, 2, 1, 3).node("Pad", "y", "x", "pads"), "y",
                        "PadImages"),
                new Case("zeros by attributes", images(10).node("Pad", "y", "x").ints("pads", 0, 0, 0, 1, 0, 0, 1, 0), "y"),
                new Case("constants of channels", images(13).positive("a", 4, 1, 1).positive("b", 1, 4, 1, 1)
                        .floats("c", new float[] {3}).node("Mul", "m", "a", "x").node("Add", "s", "m", "b")
                        .node("Sub", "d", "c", "s")
                        .node("Div", "y", "d", "c"), "y"),
                new Case("constants of numbers", rows(13).positive("a", 5).positive("b", 1, 5).node("Sub", "s", "x", "a")
                        .node("Div", "y", "s", "b"), "y"),
                new Case("one channel of the input",
                        images(13).scalar("two", 2).node("Gather", "g", "x", "two").integer("axis", 1)
                                .longs("at", 1).node("Unsqueeze", "u", "g", "at").floats("half", new float[] {0.5f})
                                .node("Mul", "y", "u", "half"),
                        "y", "SliceChannels"),
                new Case("dropout and identity", rows(13).floats("ratio", new float[] {0.5f}).node("Dropout", "d", "x", "ratio")
                        .node("Identity", "i", "d").node("Tanh", "y", "i"), "y"),
                new Case("constant nodes", rows(13).node("Constant", "c").value(TestModel.tensor("", new float[] {2}))
                        .node("Mul", "y", "x", "c"), "y"));
    }

    @TestFactory
    Stream<DynamicTest> outputsAreThoseOfOnnxRuntime() {
        return cases().stream().map(each -> DynamicTest.dynamicTest(each.name(), () -> {
            ModelProto proto = each.model().model(each.output());
            Model model = Outputs.read(folder.resolve("m.onnx"), proto);
            assertEquals(List.of(), model.notes().stream().filter(note -> !note.contains("channels")
                    && !note.contains("biases")).toList());
            long[] sizes = proto.getGraph().getInput(0).getType().getTensorType().getShape().getDimList().stream()
                    .mapToLong(dimension -> dimension.getDimValue()).toArray();
            sizes[0] = EXAMPLES;
            float[] inputs = gaussian((int) Arrays.stream(sizes).reduce(1, (a, b) -> a * b));
            double[] ours = sizes.length == 4 && model.notes().toString().contains("channels last")
                    ? channelsFirst(inputs, sizes) : doubles(inputs);
            Outputs.assertClose(doubles(runtime(proto, inputs, sizes)), Outputs.of(model, ours, EXAMPLES), ROUNDING);
            String nodes = model.graph().orElseThrow().nodes().stream().map(ModelNode::spec).toList().toString();
            for (String operation : each.operations()) {
                assertTrue(nodes.contains(operation), nodes);
            }
        }));
    }

    private static float[] gaussian(int count) {
        Random random = new Random(1);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    private static double[] channelsFirst(float[] inputs, long[] sizes) {
        int positions = (int) (sizes[1] * sizes[2]);
        int channels = (int) sizes[3];
        double[] moved = new double[inputs.length];
        for (int n = 0; n < sizes[0]; n++) {
            for (int p = 0; p < positions; p++) {
                for (int c = 0; c < channels; c++) {
                    moved[(n * channels + c) * positions + p] = inputs[(n * positions + p) * channels + c];
                }
            }
        }
        return moved;
    }

    private static float[] runtime(ModelProto model, float[] inputs, long[] sizes) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(model.toByteArray());
                OnnxTensor x = OnnxTensor.createTensor(environment, FloatBuffer.wrap(inputs), sizes);
                OrtSession.Result result = session.run(Map.of("x", x))) {
            FloatBuffer outputs = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] values = new float[outputs.remaining()];
            outputs.get(values);
            return values;
        }
    }

    /** The names by which the rates are reported; nodes without parameters have their own. */
    @Test
    void nodesHaveTheNamesOfTheirModules() throws IOException {
        ModelProto proto = images(13).convolution("layer1.0.conv1", "x", 4, 4, 3, 1)
                .normalization("layer1.0.bn1", "layer1.0.conv1", 4)
                .node("Relu", "r1", "layer1.0.bn1").name("/layer1/relu/Relu").node("Relu", "r2", "r1").name("/layer1/relu/Relu")
                .node("Relu", "r3", "r2").name("").model("r3");
        List<ModelNode> nodes = Outputs.read(folder.resolve("m.onnx"), proto).graph().orElseThrow().nodes();
        assertEquals(List.of("layer1.0.conv1", "layer1.0.bn1", "layer1.relu.Relu", "layer1.relu.Relu_2", "relu1"),
                nodes.stream().map(node -> node.spec().name()).toList());
        assertEquals(List.of(4, 4, 3, 3), nodes.get(0).parameter(ModelNode.WEIGHTS).orElseThrow().shape());
    }

    @Test
    void theLastSoftmaxIsLeftOut() throws IOException {
        ModelProto proto = rows(13).weights("w", 5, 3).node("MatMul", "m", "x", "w").node("Softmax", "y", "m").model("y");
        Model model = Outputs.read(folder.resolve("m.onnx"), proto);
        assertTrue(model.notes().get(0).contains("Softmax"), model.notes().toString());
        double[] inputs = doubles(gaussian(5));
        Model logits = Outputs.read(folder.resolve("l.onnx"),
                rows(13).weights("w", 5, 3).node("MatMul", "y", "x", "w").model("y"));
        assertArrayEquals(Outputs.of(logits, inputs, 1), Outputs.of(model, inputs, 1));
    }
}
