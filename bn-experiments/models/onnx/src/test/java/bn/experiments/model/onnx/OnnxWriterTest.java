package bn.experiments.model.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import bn.api.BnException;
import bn.api.DType;
import bn.api.InvalidRequestException;
import bn.api.Shape;
import bn.api.kernel.Activation;
import bn.experiments.architecture.LinearSpec;
import bn.experiments.architecture.NodeSpec;
import bn.experiments.architecture.Operation;
import bn.experiments.model.Model;
import bn.experiments.model.ModelArray;
import bn.experiments.model.ModelExport;
import bn.experiments.model.ModelGraph;
import bn.experiments.model.ModelNode;
import bn.experiments.model.ModelWriter.Written;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are written, against ONNX Runtime, ONNX's checker and our own reader. */
class OnnxWriterTest {
    private static final int EXAMPLES = 3;
    /** Of the largest output. ONNX Runtime computes in float32, we in float64. */
    private static final double ROUNDING = 1e-5;
    private static final double DOUBLE_ROUNDING = 1e-9;
    private static final String BLOCK = """
            input 4x9x8
            stem.conv: convolution 8 3x2 stride 2x1 padding 1+0x0+1 dilation 1x2
            stem.bn: normalization eps 0.001
            stem.act: silu
            depthwise: convolution 8 3x3 padding 1 groups 8
            swish: hard swish
            shuffle: channel shuffle groups 4
            left: slice 3 channels after 1
            right: slice 5 channels after 3 from shuffle
            both: concatenation from left, right
            squeeze: global average
            excite.fc: fully connected 8
            excite.gate: hard sigmoid
            scaled: product from both, excite.gate
            sum: sum from scaled, swish
            relu: relu
            dropout: dropout 0.25
            pool: global average
            """;

    @TempDir
    private static Path folder;

    private static final String HEAD = "flat: flatten; ";
    private static final String OUT = "out: fully connected 3";

    private static Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("block", BLOCK + OUT);
        for (String pooling : List.of("max pooling 3x2 stride 2 padding 1+0x0+1", "max pooling 2x2 dilation 2",
                "max pooling 1x1 stride 2",
                "average pooling 3x3 stride 2 padding 1", "average pooling 3x2 stride 2 padding 0+1x1+0",
                "average with padding pooling 3x3 stride 2 padding 1", "average with padding pooling 3x2 padding 0+2x1+0")) {
            texts.put(pooling, "input 4x9x8; pool: " + pooling + "; flat: flatten; " + OUT);
        }
        for (String activation : List.of("relu", "relu6", "leaky relu 0.1", "clip -0.5 0.25", "clip -Infinity 0.25",
                "clip -0.5 Infinity",
                "sigmoid", "tanh", "hard sigmoid", "hard sigmoid 0.3 0.4", "silu", "hard swish")) {
            texts.put(activation, "input 5; a: " + activation + "; " + OUT);
        }
        texts.put("channels and rows of zeros",
                "input 4x9x8; c: channels of zeros 1 before 2 after; z: zeros 1 top 0 left 2 bottom 3 right; "
                        + HEAD + OUT);
        texts.put("rows", "input 6; n: normalization; s: slice 4 channels after 2; h: tanh; p: product from h, s; "
                + "c: concatenation from p, n; " + OUT);
        texts.put("images of equal shape", "input 4x9x8; s: tanh; p: product from input, s; n: normalization; " + HEAD + OUT);
        texts.put("names that values have",
                "input 5; output: fully connected 4; a: relu; a_2: tanh; output.weight: fully connected 3");
        return texts;
    }

    @TestFactory
    Stream<DynamicTest> outputsAreThoseOfOnnxRuntime() {
        return texts().entrySet().stream().map(text -> DynamicTest.dynamicTest(text.getKey(),
                () -> check(new RandomNetwork(DType.FLOAT32, text.getValue()), OptionalInt.empty())));
    }

    /** ONNX Runtime has float64 for these operators. */
    @TestFactory
    Stream<DynamicTest> outputsInFloat64AreThoseOfOnnxRuntime() {
        return Stream.of("input 6; fc1: fully connected 8; bn1: normalization eps 0.001; a: relu; fc2: fully connected 8; "
                + "bn2: normalization; b: sigmoid; c: tanh; d: relu6; s: slice 4 channels after 2; m: product from s, s; " + OUT,
                "input 2x5x5; n: normalization; m: max pooling 2x2; z: zeros 1 top 0 left 0 bottom 1 right; " + HEAD + OUT)
                .map(text -> DynamicTest.dynamicTest(text,
                        () -> check(new RandomNetwork(DType.FLOAT64, text), OptionalInt.empty())));
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 14, 15, 16, 17, 18, 19, 20, 21, 22})
    void everyVersionOfTheOperatorsThatOnnxRuntimeHas(int opset) throws Exception {
        check(new RandomNetwork(DType.FLOAT32, BLOCK + OUT), OptionalInt.of(opset));
    }

    private static void check(RandomNetwork network, OptionalInt opset) throws IOException, OrtException {
        byte[] file = network.onnx(opset);
        double[] inputs = network.inputs(EXAMPLES);
        double[] own = Outputs.of(network.model(), inputs, EXAMPLES);
        Outputs.assertClose(run(file, network, inputs), own, network.dtype() == DType.FLOAT64 ? DOUBLE_ROUNDING : ROUNDING);
        Path path = Files.write(folder.resolve("written.onnx"), file);
        assertArrayEquals(own, Outputs.of(Outputs.read(path), inputs, EXAMPLES), "read again, bit by bit");
    }

    /** The reader has shuffles of images alone. */
    @Test
    void rowsAreShuffled() throws Exception {
        RandomNetwork network = new RandomNetwork(DType.FLOAT32, "input 6; h: channel shuffle groups 2; " + OUT);
        double[] inputs = network.inputs(EXAMPLES);
        Outputs.assertClose(run(network.onnx(OptionalInt.empty()), network, inputs),
                Outputs.of(network.model(), inputs, EXAMPLES), ROUNDING);
    }

    private static double[] run(byte[] file, RandomNetwork network, double[] inputs) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        long[] sizes = network.sizes(EXAMPLES);
        try (OrtSession session = environment.createSession(file);
                OnnxTensor x = network.dtype() == DType.FLOAT64
                        ? OnnxTensor.createTensor(environment, DoubleBuffer.wrap(inputs), sizes)
                        : OnnxTensor.createTensor(environment, FloatBuffer.wrap(floats(inputs)), sizes);
                OrtSession.Result result = session.run(Map.of("input", x))) {
            OnnxTensor output = (OnnxTensor) result.get("output").orElseThrow();
            if (network.dtype() == DType.FLOAT64) {
                double[] values = new double[output.getDoubleBuffer().remaining()];
                output.getDoubleBuffer().get(values);
                return values;
            }
            FloatBuffer values = output.getFloatBuffer();
            return Stream.generate(values::get).limit(values.remaining()).mapToDouble(Float::doubleValue).toArray();
        }
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /** Debian's ONNX has operators up to version 17. */
    @Test
    void onnxCheckerAccepts() throws IOException, InterruptedException {
        int number = 0;
        for (String text : texts().values()) {
            for (int opset = 13; opset <= 17; opset++) {
                for (DType dtype : DType.values()) {
                    Files.write(folder.resolve("checked" + number++ + ".onnx"),
                            new RandomNetwork(dtype, text).onnx(OptionalInt.of(opset)));
                }
            }
        }
        Python.run(folder, "onnx", """
                import glob, onnx
                files = glob.glob('checked*.onnx')
                assert len(files) == %d
                for file in files:
                    model = onnx.load(file)
                    onnx.checker.check_model(model, full_check=True)
                    assert model.producer_name == 'bn'
                    inferred = onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True).graph.output[0]
                    assert [d.dim_param or d.dim_value for d in inferred.type.tensor_type.shape.dim] == ['N', 3], file
                """.formatted(number));
    }

    @Test
    void initializersHaveTheNamesThatPyTorchGivesThem() throws IOException {
        ModelProto model = ModelProto.parseFrom(new RandomNetwork(DType.FLOAT32,
                "input 3x4x4; layer1.0.conv1: convolution 2 3x3; layer1.0.bn1: normalization; f: flatten; fc: fully connected 2")
                .onnx(OptionalInt.empty()));
        assertEquals(List.of("layer1.0.conv1.weight", "layer1.0.conv1.bias", "layer1.0.bn1.weight", "layer1.0.bn1.bias",
                "layer1.0.bn1.running_mean", "layer1.0.bn1.running_var", "fc.weight", "fc.bias"),
                model.getGraph().getInitializerList().stream().map(TensorProto::getName).toList());
        assertEquals(List.of("Conv layer1.0.conv1", "BatchNormalization layer1.0.bn1", "Flatten f", "Gemm fc"),
                model.getGraph().getNodeList().stream().map(node -> node.getOpType() + " " + node.getName()).toList());
        assertEquals(8, model.getIrVersion());
        assertEquals(17, model.getOpsetImport(0).getVersion());
    }

    @Test
    void normalizationsAreFoundAgain() throws IOException {
        RandomNetwork network = new RandomNetwork(DType.FLOAT32, BLOCK + OUT);
        Model read = Outputs.read(Files.write(folder.resolve("found.onnx"), network.onnx(OptionalInt.empty())));
        assertEquals(List.of("stem.bn"), read.layers().stream().map(layer -> layer.name()).toList());
        assertEquals(0.001, read.layers().get(0).eps().orElseThrow());
        assertEquals("stem.conv", read.layers().get(0).linear().orElseThrow().name());
    }

    private static Written written(RandomNetwork network, int opset) throws IOException {
        return new OnnxWriter().write(OutputStream.nullOutputStream(), network.export(), OptionalInt.of(opset));
    }

    @Test
    void averagesWithADilationNeedANewerVersion() throws Exception {
        RandomNetwork network = new RandomNetwork(DType.FLOAT32,
                "input 2x7x7; pool: average pooling 2x2 dilation 2; f: flatten; " + OUT);
        assertEquals(
                "--opset 18: average pooling with a dilation, as pool has it, is in ONNX since version 19; use that or a later one",
                assertThrows(InvalidRequestException.class, () -> written(network, 18)).getMessage());
        assertEquals(19, new OnnxWriter().write(OutputStream.nullOutputStream(), network.export(), OptionalInt.empty()).opset()
                .orElseThrow());
        check(network, OptionalInt.empty());
        assertEquals("--opset is from 13 to 25, got 12",
                assertThrows(InvalidRequestException.class, () -> written(network, 12)).getMessage());
        assertThrows(InvalidRequestException.class, () -> written(network, 26));
    }

    @Test
    void whatFloat32AttributesAndMissingParametersChangeIsSaid() throws IOException {
        String text = "input 3; n: normalization eps 1e-5; m: normalization; a: leaky relu 0.5; " + OUT;
        assertEquals(List.of("the eps of 1 batch normalizations is not known; 1.0E-5, that of PyTorch, was written",
                "ONNX has eps and the numbers of activations in float32 alone: rounded were [1.0E-5]"),
                written(new RandomNetwork(DType.FLOAT64, text), 17).notes());
        assertEquals(List.of("n has no weight of its own; written as 1"), written(new RandomNetwork(DType.FLOAT32,
                "input 3; n: normalization eps 1e-5; " + OUT).with("n", ModelNode.GAMMA, null), 17).notes());
    }

    @Test
    void parametersThatAreNotThoseOfANetwork() {
        String text = "input 3; n: normalization; " + OUT;
        assertEquals("net: n has no running variance, so its outputs cannot be computed", assertThrows(BnException.class,
                () -> new RandomNetwork(DType.FLOAT32, text).with("n", ModelNode.VARIANCE, null).export()).getMessage());
        assertEquals("net: the gamma of n have the shape [2], not [3]", assertThrows(BnException.class,
                () -> new RandomNetwork(DType.FLOAT32, text).with("n", ModelNode.GAMMA, ModelArray.of(new double[2], 2)).export())
                .getMessage());
        RandomNetwork diverged = new RandomNetwork(DType.FLOAT32, text).with("n", ModelNode.MEAN,
                ModelArray.of(new double[] {0, Double.NaN, 0}, 3));
        assertEquals("net: number 2 of the running mean of n is NaN; the network has diverged or the file is damaged",
                assertThrows(BnException.class, () -> written(diverged, 17)).getMessage());
        RandomNetwork mapped = new RandomNetwork(DType.FLOAT32, text).with("n", ModelNode.MEAN,
                new ModelArray("F32", List.of(3), () -> new double[] {0, 1, 1e300}));
        assertEquals("number 3 of n.running_mean, 1.0E300, does not fit float32",
                assertThrows(BnException.class, () -> written(mapped, 17)).getMessage());
    }

    @Test
    void aNetworkOfMoreThan2GiBIsRefusedBeforeItsWeightsAreRead() {
        ModelArray unread = new ModelArray("F32", List.of(16384, 32768), () -> {
            throw new AssertionError("the weights were read");
        });
        NodeSpec node = new NodeSpec("fc",
                new Operation.Layer(Optional.of(new LinearSpec.Dense(16384)), false, Activation.IDENTITY),
                List.of(NodeSpec.INPUT));
        ModelGraph graph = new ModelGraph(Shape.of(32768), List.of(new ModelNode(node, Map.of(ModelNode.WEIGHTS, unread))));
        ModelExport network = ModelExport.of(new RandomNetwork(DType.FLOAT32, "input 2; " + OUT).model(), graph);
        String message = assertThrows(BnException.class,
                () -> new OnnxWriter().write(OutputStream.nullOutputStream(), network, OptionalInt.empty())).getMessage();
        assertTrue(message
                .matches("the network takes 21474838\\d\\d bytes, and an ONNX file is one protobuf message of less than 2 GiB "
                        + "\\(2147483648 bytes\\); write it as .safetensors"),
                message);
    }
}
