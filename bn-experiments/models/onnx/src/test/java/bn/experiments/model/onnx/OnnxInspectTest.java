package bn.experiments.model.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import bn.experiments.model.BatchNormLayer;
import bn.experiments.model.LinearMap;
import bn.experiments.model.Model;
import bn.experiments.model.ModelFile;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code bn inspect} shows of files. */
class OnnxInspectTest {

    @TempDir
    private Path folder;

    private Model read(ModelProto proto) throws IOException {
        return Outputs.read(folder.resolve("m.onnx"), proto);
    }

    private static TestModel block(int opset) {
        return new TestModel(opset, -1, 3, 5, 5).convolution("layer1.0.conv1", "x", 4, 3, 3, 1)
                .normalization("layer1.0.bn1", "layer1.0.conv1", 4);
    }

    /** The attributes differ by the version; each adds one that the others do not have. */
    @ParameterizedTest
    @CsvSource({"1,is_test", "6,is_test", "7,spatial", "9,", "14,training_mode", "15,training_mode", "25,"})
    void everyVersionOfTheOperator(int opset, String attribute) throws IOException {
        TestModel model = block(opset).number("epsilon", 1e-3f).number("momentum", 0.9f);
        if (attribute != null) {
            model.integer(attribute, attribute.equals("training_mode") ? 0 : 1);
        }
        BatchNormLayer layer = read(model.model("layer1.0.bn1")).layers().get(0);
        assertEquals("layer1.0.bn1", layer.name());
        assertEquals(4, layer.channels());
        assertEquals(1e-3, layer.eps().orElseThrow());
        assertEquals(Optional.of(new LinearMap("layer1.0.conv1", "convolution", List.of(4, 3, 3, 3))), layer.linear());
        assertEquals(Optional.empty(), layer.obstacle());
    }

    @Test
    void epsIsTheDecimalNumberThatFloat32StandsFor() throws IOException {
        for (double eps : new double[] {1e-5, 1e-3, 1e-12, 0.1, 3}) {
            ModelProto model = block(13).number("epsilon", (float) eps).model("layer1.0.bn1");
            assertEquals(eps, read(model).layers().get(0).eps().orElseThrow());
        }
        assertEquals(1e-5, read(block(13).model("layer1.0.bn1")).layers().get(0).eps().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({"layer1.0.bn1.weight,layer1.0.bn1", "batchnorm0_gamma,batchnorm0", "net/bn/gamma:0,net.bn",
            "model/bn/ReadVariableOp:0,model.bn", "model/bn/gamma/read:0,model.bn", "17,node_y", "scale3,node_y"})
    void nameIsThatOfTheModule(String scale, String name) throws IOException {
        TestModel model = new TestModel(9, -1, 2).positive(scale, 2).positive("b", 2).positive("m", 2).positive("v", 2)
                .node("BatchNormalization", "y", "x", scale, "b", "m", "v");
        assertEquals(name, read(model.model("y")).layers().get(0).name());
    }

    @Test
    void normalizationsWithoutAnyNameAreNumbered() throws IOException {
        TestModel model = new TestModel(9, -1, 2).positive("1", 2).positive("2", 2);
        for (String output : List.of("a", "b")) {
            model.node("BatchNormalization", output, output.equals("a") ? "x" : "a", "1", "2", "2", "1").name("");
        }
        assertEquals(List.of("bn1", "bn2"), read(model.model("b")).layers().stream().map(BatchNormLayer::name).toList());
    }

    /** Exporters store equal initializers once, and copy them to the names that the others had. */
    @Test
    void mergedInitializersAreFollowed() throws IOException {
        TestModel model = new TestModel(13, -1, 2).floats("first.weight", new float[] {1, 1}, 2)
                .floats("first.bias", new float[] {0, 0}, 2).node("Identity", "second.weight", "first.weight")
                .node("Identity", "second.var", "second.weight")
                .node("BatchNormalization", "y", "x", "second.weight", "first.bias", "first.bias", "second.var");
        BatchNormLayer layer = read(model.model("y")).layers().get(0);
        assertEquals("second", layer.name());
        assertArrayEquals(new double[] {1, 1}, layer.variance().orElseThrow());
        assertEquals(Optional.empty(), layer.obstacle());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Unsqueeze", "Transpose", "Identity", "Flatten"})
    void linearMapsAreFoundThroughAxes(String operator) throws IOException {
        TestModel model = new TestModel(9, -1, 5).weights("fc.weight", 3, 5).weights("fc.bias", 3)
                .node("Gemm", "g", "x", "fc.weight", "fc.bias").integer("transB", 1).node(operator, "u", "g");
        if (operator.equals("Unsqueeze")) {
            model.ints("axes", 2);
        }
        BatchNormLayer layer = read(model.normalization("bn", "u", 3).model("bn")).layers().get(0);
        assertEquals(Optional.of(new LinearMap("fc", "fully connected", List.of(3, 5))), layer.linear());
    }

    @Test
    void otherLinearMaps() throws IOException {
        TestModel model = new TestModel(13, -1, 4, 5, 5).weights("a.weight", 4, 1, 3, 3)
                .node("Conv", "a", "x", "a.weight").integer("group", 4).normalization("bn_a", "a", 4)
                .weights("b.weight", 4, 3, 2, 2).node("ConvTranspose", "b", "bn_a", "b.weight").integer("group", 2)
                .normalization("bn_b", "b", 6).node("Flatten", "f", "bn_b").weights("kernel", 96, 2).weights("bias", 2)
                .node("MatMul", "m", "f", "kernel").node("Add", "s", "m", "bias").normalization("bn_c", "s", 2);
        List<LinearMap> maps = read(model.model("bn_c")).layers().stream().map(layer -> layer.linear().orElseThrow()).toList();
        assertEquals(List.of(new LinearMap("a", "depthwise convolution", List.of(4, 1, 3, 3)),
                new LinearMap("b", "transposed convolution", List.of(6, 2, 2, 2)),
                new LinearMap("node_m", "fully connected", List.of(2, 96))), maps);
    }

    /** As exporters that do not fold constants write a fully connected layer without a bias. */
    @Test
    void aLinearMapWhoseWeightsAreTransposedHasTheNameOfItsModule() throws IOException {
        TestModel model = new TestModel(13, -1, 5).weights("fc.weight", 3, 5).node("Transpose", "t", "fc.weight")
                .node("MatMul", "m", "x", "t").normalization("bn", "m", 3);
        assertEquals(Optional.of(new LinearMap("fc", "fully connected", List.of(3, 5))),
                read(model.model("bn")).layers().get(0).linear());
    }

    private static TestModel standard(float... shift) {
        return new TestModel(9, -1, 2).positive("bn.gamma", 2).floats("bn.beta", shift, 2).floats("m", new float[] {-0f, 0}, 2)
                .floats("v", new float[] {1, 1}, 2).node("BatchNormalization", "y", "x", "bn.gamma", "bn.beta", "m", "v");
    }

    @Test
    void scaleThatIsNotGammaIsSaid() throws IOException {
        assertTrue(
                read(standard(0.5f, 0).model("y")).layers().get(0).obstacle().orElseThrow().contains("the scale is not gamma"));
        assertEquals(Optional.empty(), read(standard(0, 0).model("y")).layers().get(0).obstacle(), "never trained");
    }

    @Test
    void foldedNormalizationsHaveTheRecipe() throws IOException {
        TestModel folded = new TestModel(13, -1, 3, 5, 5).weights("w", 4, 3, 1, 1).weights("b", 4)
                .node("Conv", "y", "x", "w", "b");
        assertTrue(read(folded.model("y")).notes().toString().contains("do_constant_folding=False"));
        TestModel plain = new TestModel(13, -1, 3, 5, 5).weights("w", 4, 3, 1, 1).node("Conv", "y", "x", "w");
        assertEquals(List.of(), read(plain.model("y")).notes());
    }

    /** Exporters fold only the normalizations right after a convolution. */
    @Test
    void normalizationsThatWereFoldedInPartHaveTheRecipe() throws IOException {
        assertEquals(List.of(), read(partlyFolded("conv.bias")).notes());
        String notes = read(partlyFolded("onnx::Conv_12")).notes().toString();
        assertTrue(notes.contains("into 1 of the convolutions") && notes.contains("do_constant_folding=False"), notes);
    }

    private static ModelProto partlyFolded(String bias) {
        return new TestModel(13, -1, 3, 5, 5).normalization("bn", "x", 3).weights("w", 4, 3, 1, 1).weights(bias, 4)
                .node("Conv", "y", "bn", "w", bias).model("y");
    }

    @Test
    void otherNormalizationsAreCounted() throws IOException {
        TestModel model = new TestModel(17, -1, 3).positive("s", 3).node("LayerNormalization", "a", "x", "s")
                .node("LayerNormalization", "b", "a", "s").node("LpNormalization", "y", "b");
        assertEquals(Map.of("LayerNormalization", 2, "LpNormalization", 1), read(model.model("y")).otherNormalizations());
    }

    @Test
    void normalizationsInBranchesAreFound() throws IOException {
        ModelProto inner = new TestModel(13, -1, 4).node("BatchNormalization", "z", "x", "bn.weight", "bn.bias", "bn.bias",
                "bn.weight").model("z");
        ModelProto outer = new TestModel(13, -1, 4).positive("bn.weight", 4).positive("bn.bias", 4).node("If", "y", "x")
                .model("y");
        ModelProto.Builder model = outer.toBuilder();
        model.getGraphBuilder().getNodeBuilder(0).addAttribute(AttributeProto.newBuilder().setName("then_branch")
                .setType(AttributeType.GRAPH).setG(inner.getGraph()));
        Model read = read(model.build());
        assertEquals("bn", read.layers().get(0).name());
        assertEquals(4, read.layers().get(0).channels());
        assertTrue(read.noGraph().orElseThrow().contains("'node_y' (If)"), read.noGraph().get());
    }

    @Test
    void valuesOfEveryType() throws IOException {
        ByteBuffer raw = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        raw.putShort((short) 0x3c01).putShort((short) 0x8001).putShort((short) 0xfc00).flip();
        TestModel model = new TestModel(13, -1, 2)
                .initializer(TensorProto.newBuilder().setName("half").setDataType(DataType.FLOAT16_VALUE).addDims(3)
                        .setRawData(ByteString.copyFrom(raw)).build())
                .initializer(TensorProto.newBuilder().setName("halfBits").setDataType(DataType.FLOAT16_VALUE).addDims(1)
                        .addInt32Data(0x7bff).build())
                .initializer(TensorProto.newBuilder().setName("brain").setDataType(DataType.BFLOAT16_VALUE).addDims(1)
                        .setRawData(ByteString.copyFrom(new byte[] {(byte) 0x81, 0x3f})).build())
                .initializer(TensorProto.newBuilder().setName("double").setDataType(DataType.DOUBLE_VALUE).addDims(2)
                        .addDoubleData(0.1).addDoubleData(1e300).build())
                .initializer(
                        TensorProto.newBuilder().setName("float").setDataType(DataType.FLOAT_VALUE).addFloatData(0.1f).build())
                .initializer(TensorProto.newBuilder().setName("byte").setDataType(DataType.UINT8_VALUE).addDims(2)
                        .setRawData(ByteString.copyFrom(new byte[] {-1, 1})).build())
                .initializer(TensorProto.newBuilder().setName("signed").setDataType(DataType.INT8_VALUE).addDims(1)
                        .setRawData(ByteString.copyFrom(new byte[] {-1})).build())
                .initializer(TensorProto.newBuilder().setName("long").setDataType(DataType.INT64_VALUE).addDims(1)
                        .addInt64Data(-(1L << 53)).build())
                .initializer(TensorProto.newBuilder().setName("complex").setDataType(DataType.COMPLEX64_VALUE).addDims(1)
                        .addFloatData(1).addFloatData(2).build())
                .node("Relu", "y", "x");
        Model read = read(model.model("y"));
        assertArrayEquals(new double[] {1 + 0x1p-10, -0x1p-24, Double.NEGATIVE_INFINITY}, read.arrays().get("half").values());
        assertArrayEquals(new double[] {65504}, read.arrays().get("halfBits").values());
        assertArrayEquals(new double[] {1 + 0x1p-7}, read.arrays().get("brain").values());
        assertArrayEquals(new double[] {0.1, 1e300}, read.arrays().get("double").values());
        assertArrayEquals(new double[] {0.1f}, read.arrays().get("float").values());
        assertEquals(List.of(), read.arrays().get("float").shape());
        assertArrayEquals(new double[] {255, 1}, read.arrays().get("byte").values());
        assertArrayEquals(new double[] {-1}, read.arrays().get("signed").values());
        assertArrayEquals(new double[] {-0x1p53}, read.arrays().get("long").values());
        assertFalse(read.arrays().containsKey("complex"));
        assertEquals(List.of("1 initializers have types of elements that are not read, and are left out"), read.notes());
    }

    @Test
    void externalDataAreReadFromTheFolder() throws IOException {
        Files.write(folder.resolve("weights.bin"), ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putFloat(9).putFloat(1)
                .putFloat(2).putFloat(9).array());
        TestModel model = new TestModel(13, -1, 2)
                .initializer(OnnxBadInputTest.external("w", "weights.bin", "4", "8").addDims(2).build()).node("Relu", "y", "x");
        assertArrayEquals(new double[] {1, 2}, read(model.model("y")).arrays().get("w").values());
    }

    @Test
    void recognisedByContent() throws IOException {
        ModelProto model = block(13).model("layer1.0.bn1");
        byte[] bytes = model.toByteArray();
        Files.write(folder.resolve("a.bin"), bytes);
        assertTrue(recognised("a.bin"));
        Files.write(folder.resolve("b.bin"), Arrays.copyOf(bytes, bytes.length - 1));
        assertTrue(recognised("b.bin"), "cut off");
        Files.write(folder.resolve("c.bin"), model.toBuilder().clearIrVersion().build().toByteArray());
        assertFalse(recognised("c.bin"));
        Files.write(folder.resolve("d.bin"), new byte[] {8, 3, 0, 0, 0, 0, 0, 0, '{'});
        assertFalse(recognised("d.bin"), "safetensors");
    }

    private boolean recognised(String name) {
        return new OnnxFormat().recognises(ModelFile.of(folder.resolve(name)));
    }

    @Test
    void functionsAreSaidNotToBeShown() throws IOException {
        ModelProto.Builder model = block(13).model("layer1.0.bn1").toBuilder();
        model.addFunctionsBuilder().setName("f").addNode(NodeProto.newBuilder().setOpType("BatchNormalization"));
        assertTrue(read(model.build()).notes().get(0).contains("in functions"));
    }
}
