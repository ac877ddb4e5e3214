package bn.experiments.model.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.api.Shape;
import bn.experiments.fuzz.Mutations;
import bn.experiments.model.Model;
import bn.experiments.model.ModelFormat;
import bn.experiments.model.ModelReader;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files, and graphs that cannot be computed: one line that says what, where and what to do. */
class OnnxBadInputTest {
    private static final int COPIES = 1000;

    @TempDir
    private Path folder;

    static TensorProto.Builder external(String name, String location, String offset, String length) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(DataType.FLOAT_VALUE)
                .setDataLocation(DataLocation.EXTERNAL);
        String[] entries = {"location", location, "offset", offset, "length", length};
        for (int i = 0; i < entries.length; i += 2) {
            tensor.addExternalData(StringStringEntryProto.newBuilder().setKey(entries[i]).setValue(entries[i + 1]));
        }
        return tensor;
    }

    private static TestModel with(TensorProto.Builder tensor) {
        return rows().initializer(tensor.build()).node("Relu", "y", "x");
    }

    private static TestModel rows() {
        return new TestModel(13, -1, 4);
    }

    private static TestModel images() {
        return new TestModel(13, -1, 3, 5, 5);
    }

    private static TensorProto.Builder floats(long... dims) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName("w").setDataType(DataType.FLOAT_VALUE);
        for (long size : dims) {
            tensor.addDims(size);
        }
        return tensor;
    }

    private record Bad(TestModel model, String says) {}

    @TestFactory
    Stream<DynamicTest> damagedFiles() throws IOException {
        Files.write(folder.resolve("short.bin"), new byte[8]);
        return Stream.of(new Bad(with(floats(3).addFloatData(1)), "'w' of the shape [3] has 1 numbers"),
                new Bad(with(floats(2).setRawData(ByteString.copyFrom(new byte[7]))), "'w' of the shape [2] has 7 bytes"),
                new Bad(with(floats(-1)), "axis of the size -1"),
                new Bad(with(floats(1L << 31)), "axis of the size 2147483648"),
                new Bad(with(floats(1 << 30, 1 << 30, 1 << 30)), "more elements than can be counted"),
                new Bad(with(external("w", "none.bin", "0", "16").addDims(4)), "none.bin, which is not there"),
                new Bad(with(external("w", "../short.bin", "0", "8").addDims(2)), "outside of the model's folder"),
                new Bad(with(external("w", "/etc/passwd", "0", "8").addDims(2)), "outside of the model's folder"),
                new Bad(with(external("w", "a\0b", "0", "8").addDims(2)), "outside of the model's folder"),
                new Bad(with(external("w", "short.bin", "4", "8").addDims(2)), "ends after the end"),
                new Bad(with(external("w", "short.bin", "-1", "8").addDims(2)), "is '-1'"),
                new Bad(with(external("w", "short.bin", "0", "4").addDims(2)), "8 bytes by its shape, and 4"),
                new Bad(with(floats(1).addFloatData(1)).initializer(floats(1).addFloatData(2).build()), "two initializers"),
                new Bad(rows().positive("s", 4).node("BatchNormalization", "y", "x", "s"), "'node_y' has 2 inputs instead of 5"),
                new Bad(rows().positive("s", 4).positive("b", 3).node("BatchNormalization", "y", "x", "s", "b", "s", "s"),
                        "have different lengths"),
                new Bad(rows().positive("s", 4).node("BatchNormalization", "y", "x", "s", "s", "s", "s").number("epsilon", -1),
                        "an epsilon of -1.0"),
                new Bad(rows().positive("s", 4).node("BatchNormalization", "y", "x", "s", "s", "s", "s").integer("epsilon", 1),
                        "attribute epsilon of node 'node_y' has the type INT"))
                .map(bad -> DynamicTest.dynamicTest(bad.says, () -> {
                    ModelProto proto = bad.model.model("y");
                    BnException e = assertThrows(BnException.class, () -> Outputs.read(folder.resolve("m.onnx"), proto));
                    assertTrue(e.getMessage().contains(bad.says) && e.getMessage().contains("m.onnx"), e.getMessage());
                    assertEquals(1, e.getMessage().lines().count());
                }));
    }

    /** The message has the node or the input, and says that the rest of the file was read. */
    @TestFactory
    Stream<DynamicTest> graphsThatAreNotComputed() {
        return Stream.of(new Bad(rows().node("Einsum", "y", "x"), "node 'node_y' (Einsum): this operator"),
                new Bad(rows().node("Bernoulli", "y", "x"), "(Bernoulli)"),
                new Bad(rows().node("Relu", "y", "x").domain("com.microsoft"), "domain 'com.microsoft'"),
                new Bad(images().node("LRN", "y", "x"), "(LRN)"),
                new Bad(images().weights("w", 3, 2, 2, 2).node("ConvTranspose", "y", "x", "w"), "(ConvTranspose)"),
                new Bad(images().weights("w", 2, 4, 1, 1).node("Conv", "y", "x", "w"), "for 4 inputs, and it reads 3"),
                new Bad(images().weights("w", 2, 3, 9, 9).node("Conv", "y", "x", "w"), "node 'node_y' (Conv): a window over 9"),
                new Bad(rows().floats("r", new float[] {0.5f}).initializer(TensorProto.newBuilder().setName("t")
                        .setDataType(DataType.BOOL_VALUE).addInt32Data(1).build()).node("Dropout", "y", "x", "r", "t"),
                        "it draws random numbers"),
                new Bad(new TestModel(13, -1, 3, -1, -1).node("Relu", "y", "x"), "axis 2 of its input 'x' has no fixed size"),
                new Bad(new TestModel(13, -1, 3, 4).node("Relu", "y", "x"), "'x' has 3 axes"),
                new Bad(rows().input("z", -1, 4).node("Add", "y", "x", "z"), "it has 2 inputs"),
                new Bad(rows().node("Relu", "y", "z"), "'z' is not computed"),
                new Bad(rows().node("Relu", "z", "x"), "'y' is not computed"),
                new Bad(new TestModel(6, -1, 4).node("Relu", "y", "x"), "operators have version 6"),
                new Bad(rows().weights("w", 4, 4).node("MatMul", "y", "w", "x"), "(MatMul): "),
                new Bad(images().weights("c", 5, 5).node("Add", "y", "x", "c"), "a constant of the shape [5, 5]"),
                new Bad(images().node("Transpose", "y", "x").ints("perm", 0, 2, 1, 3), "put into another order"),
                new Bad(images().longs("s", -1, 5, 5).node("Reshape", "y", "x", "s"), "node 'node_y' (Reshape)"),
                new Bad(images().longs("s", 0, 1L << 62, -1).node("Reshape", "y", "x", "s"), "node 'node_y' (Reshape)"),
                new Bad(images().longs("a", 0).longs("b", 1).node("Slice", "y", "x", "a", "b", "a"), "it selects examples"),
                new Bad(rows().node("Transpose", "t", "x").positive("s", 4).node("BatchNormalization", "y", "t", "s", "s", "s",
                        "s"),
                        "axis 1 of 4 x N, which is that of the examples"),
                new Bad(images().longs("p", 0, 0, 32767, 32767, 0, 0, 32767, 32767).node("Pad", "y", "x", "p"),
                        "more than fit an array"),
                new Bad(images().node("Softmax", "y", "x"), "only as the last node"),
                new Bad(rows().longs("n", 1L << 40).node("ConstantOfShape", "c", "n").node("Add", "y", "x", "c"),
                        "an axis of the size 1099511627776"))
                .map(bad -> DynamicTest.dynamicTest(bad.says, () -> {
                    Model model = Outputs.read(folder.resolve("m.onnx"), bad.model.model("y"));
                    String why = model.noGraph().orElseThrow();
                    assertTrue(why.contains(bad.says), why);
                    assertEquals(1, why.lines().count());
                }));
    }

    /** The size of the images that a file leaves open is that which the user says; a fixed one is not changed. */
    @Test
    void imagesOfASizeThatTheFileDoesNotSay() throws IOException {
        TestModel open = new TestModel(13, -1, 3, -1, -1).node("Relu", "y", "x");
        assertEquals(Shape.of(3, 5, 7), read(open, Shape.of(3, 5, 7)).graph().orElseThrow().input());
        assertTrue(read(open, Shape.of(5)).noGraph().orElseThrow().contains("axis 2 of its input 'x' has no fixed size"));
        assertEquals("the network of " + folder.resolve("m.onnx") + " reads 3x4x4, not 3x5x7; leave the size out",
                assertThrows(InvalidRequestException.class,
                        () -> read(new TestModel(13, -1, 3, 4, 4).node("Relu", "y", "x"), Shape.of(3, 5, 7))).getMessage());
    }

    private Model read(TestModel model, Shape images) throws IOException {
        Path file = folder.resolve("m.onnx");
        Outputs.read(file, model.model("y"));
        return new ModelReader(ModelFormat.load(OnnxBadInputTest.class.getClassLoader()), Optional.of(images)).read(file);
    }

    @Test
    void newerVersionsAreReadWithANoteAndWithoutGraph() throws IOException {
        ModelProto.Builder proto = rows().node("Relu", "y", "x").model("y").toBuilder();
        proto.setOpsetImport(0, OperatorSetIdProto.newBuilder().setVersion(99));
        Model model = Outputs.read(folder.resolve("m.onnx"), proto.build());
        assertTrue(model.notes().get(0).contains("99") && model.noGraph().orElseThrow().contains("7 to 25"),
                model.notes().toString());
    }

    @Test
    void ofSeveralOutputsTheFirstIsTaken() throws IOException {
        Model model = Outputs.read(folder.resolve("m.onnx"),
                rows().node("Relu", "y", "x").node("Tanh", "z", "x").model("y", "z"));
        assertTrue(model.notes().get(0).contains("2 outputs"), model.notes().toString());
        assertEquals(1, model.graph().orElseThrow().nodes().size());
    }

    /** Each copy is a model or a failure of one line, whatever was damaged. */
    @TestFactory
    Stream<DynamicTest> damagedCopies() {
        ModelProto images = images().convolution("conv", "x", 2, 3, 3, 1).normalization("bn", "conv", 2).node("Relu", "r", "bn")
                .longs("pads", 0, 0, 1, 1, 0, 0, 1, 1).node("Pad", "p", "r", "pads").node("MaxPool", "m", "p")
                .ints("kernel_shape", 2, 2)
                .node("Shape", "s", "m").scalar("zero", 0).node("Gather", "n", "s", "zero").longs("at", 0)
                .node("Unsqueeze", "u", "n", "at")
                .longs("rest", -1).node("Concat", "t", "u", "rest").integer("axis", 0).node("Reshape", "y", "m", "t").model("y");
        ModelProto rows = rows().weights("w", 4, 3).node("MatMul", "m", "x", "w").weights("b", 3).node("Add", "a", "m", "b")
                .normalization("bn", "a", 3).node("Sigmoid", "s", "bn").node("Mul", "g", "s", "bn").longs("from", 0)
                .longs("to", 2)
                .longs("axis", 1).node("Slice", "c", "g", "from", "to", "axis").node("Concat", "y", "c", "g").integer("axis", 1)
                .model("y");
        return Stream.of(images, rows).map(proto -> DynamicTest.dynamicTest(proto.getGraph().getNode(0).getOpType(),
                () -> Assertions.assertTimeout(Duration.ofMinutes(1), () -> damage(proto))));
    }

    private void damage(ModelProto proto) throws IOException {
        Mutations mutations = new Mutations(1);
        byte[] original = proto.toByteArray();
        assertTrue(Outputs.read(folder.resolve("m.onnx"), proto).graph().isPresent());
        Path file = folder.resolve("copy.onnx");
        int refused = 0;
        for (int i = 0; i < COPIES; i++) {
            Files.write(file, mutations.next(original));
            try {
                Model model = Outputs.read(file);
                model.noGraph().ifPresent(why -> assertEquals(1, why.lines().count(), why));
                model.graph().ifPresent(
                        graph -> graph.nodes().forEach(node -> node.parameters().values().forEach(array -> array.values())));
            } catch (BnException e) {
                refused++;
                assertEquals(1, e.getMessage().lines().count(), e.getMessage());
                assertTrue(e.getMessage().contains("copy.onnx"), e.getMessage());
            } catch (RuntimeException | Error e) {
                throw new AssertionError("copy " + i, e);
            }
        }
        assertTrue(refused > COPIES / 10, "only " + refused + " were refused");
    }
}
