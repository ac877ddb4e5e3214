package bn.experiments.model.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import bn.experiments.model.Model;
import bn.experiments.model.ModelArray;
import bn.experiments.model.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * ONNX's own tests of the operators that are read, which the Python package onnx writes. The first input is that of the network; the
 * others become constants.
 */
class OnnxNodeTest {
    private static final double ROUNDING = 1e-5;
    private static final String SCRIPT = """
            import numpy, os
            from onnx import numpy_helper
            # Old versions of onnx use names that numpy has removed.
            for name, kind in dict(float=float, int=int, bool=bool, object=object).items():
                setattr(numpy, name, kind)
            from onnx.backend.test.case.node import collect_testcases
            operators = '''OPERATORS'''.split()
            for case in collect_testcases(None):
                nodes = case.model.graph.node
                if len(nodes) != 1 or nodes[0].op_type not in operators or nodes[0].domain:
                    continue
                inputs, outputs = case.data_sets[0]
                if isinstance(inputs[0], list) or not hasattr(inputs[0], 'dtype'):
                    continue  # Sequences and optional values.
                os.mkdir(case.name)
                open(case.name + '/model.onnx', 'wb').write(case.model.SerializeToString())
                for kind, arrays in (('input', inputs), ('output', outputs)):
                    for i, array in enumerate(arrays):
                        open('%s/%s%d' % (case.name, kind, i), 'wb').write(numpy_helper.from_array(array).SerializeToString())
            """;
    private static final List<String> OPERATORS = List.of("Add", "AveragePool", "BatchNormalization", "Clip", "Concat", "Conv",
            "Div",
            "Dropout", "Flatten", "Gather", "Gemm", "GlobalAveragePool", "HardSigmoid", "HardSwish", "Identity", "LeakyRelu",
            "MatMul", "MaxPool", "Mul", "Pad", "ReduceMean", "Relu", "Reshape", "Sigmoid", "Slice", "Split", "Squeeze", "Sub",
            "Tanh",
            "Transpose", "Unsqueeze");
    /** Their inputs may have any number of axes; the tests' 1 or 3 are those of one example. */
    private static final Set<String> ACTIVATIONS = Set.of("Clip", "HardSigmoid", "HardSwish", "LeakyRelu", "Relu", "Sigmoid",
            "Tanh");
    /** Tests of rows or images that are left out, and why. They must be refused. */
    private static final Map<String, String> LEFT_OUT = Map.ofEntries(
            Map.entry("test_concat_2d_axis_0", "joins examples"), Map.entry("test_concat_2d_axis_negative_2", "joins examples"),
            Map.entry("test_concat_2d_axis_1", "joins a tensor and a constant"),
            Map.entry("test_concat_2d_axis_negative_1", "joins a tensor and a constant"),
            Map.entry("test_constant_pad", "pads with another number than 0"), Map.entry("test_edge_pad", "pads with copies"),
            Map.entry("test_reflect_pad", "pads with copies"), Map.entry("test_flatten_axis0", "joins examples"),
            Map.entry("test_flatten_axis2", "its rows are not examples"),
            Map.entry("test_flatten_axis3", "its rows are not examples"),
            Map.entry("test_flatten_negative_axis1", "its rows are not examples"),
            Map.entry("test_flatten_negative_axis2", "its rows are not examples"),
            Map.entry("test_flatten_negative_axis4", "joins examples"), Map.entry("test_gather_0", "selects examples"),
            Map.entry("test_gather_1", "selects several channels"),
            Map.entry("test_gather_2d_indices", "selects several channels"),
            Map.entry("test_gemm_all_attributes", "transposes its inputs"),
            Map.entry("test_gemm_transposeA", "transposes its inputs"),
            Map.entry("test_gemm_default_matrix_bias", "has a bias for each example"),
            Map.entry("test_clip_default_inbounds", "its network would have no node"),
            Map.entry("test_clip_default_int8_inbounds", "its network would have no node"),
            Map.entry("test_identity", "its network would have no node"), Map.entry("test_matmul_4d", "multiplies images"),
            Map.entry("test_maxpool_with_argmax_2d_precomputed_pads", "gives indices"),
            Map.entry("test_maxpool_with_argmax_2d_precomputed_strides", "gives indices"),
            Map.entry("test_squeeze", "removes the axis of the examples"),
            Map.entry("test_squeeze_negative_axes", "gives 3 axes"), Map.entry("test_unsqueeze_negative_axes", "gives 5 axes"));

    @TempDir
    private static Path folder;

    @BeforeAll
    static void write() throws IOException, InterruptedException {
        Python.run(folder, "onnx", SCRIPT.replace("OPERATORS", String.join(" ", OPERATORS)));
    }

    @TestFactory
    Stream<DynamicTest> outputsAreThoseOfTheTests() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isDirectory).sorted().toList().stream()
                    .map(test -> DynamicTest.dynamicTest(test.getFileName().toString(), () -> check(test)));
        }
    }

    private static TensorProto tensor(Path file) throws IOException {
        return TensorProto.parseFrom(Files.readAllBytes(file));
    }

    private static void check(Path test) throws IOException {
        ModelProto proto = ModelProto.parseFrom(Files.readAllBytes(test.resolve("model.onnx")));
        GraphProto.Builder graph = proto.getGraph().toBuilder();
        for (int i = 1; i < graph.getInputCount(); i++) {
            graph.addInitializer(tensor(test.resolve("input" + i)).toBuilder().setName(graph.getInput(i).getName()));
        }
        TensorShapeProto.Builder shape = graph.getInputBuilder(0).getTypeBuilder().getTensorTypeBuilder().getShapeBuilder();
        if (ACTIVATIONS.contains(graph.getNode(0).getOpType()) && shape.getDimCount() % 2 == 1) {
            shape.addDim(0, TensorShapeProto.Dimension.newBuilder().setDimValue(1));
        }
        ModelProto.Builder changed = proto.toBuilder().setGraph(graph);
        // The tests have the version that defined the operator; those before 7 are the same in 7.
        changed.getOpsetImportBuilder(0).setVersion(Math.max(7, proto.getOpsetImport(0).getVersion()));
        Model model = Outputs.read(test.resolve("constant.onnx"), changed.build());
        boolean networkInput = shape.getDimCount() == 2 || shape.getDimCount() == 4;
        if (LEFT_OUT.containsKey(test.getFileName().toString()) || !networkInput) {
            assertEquals(networkInput, !model.noGraph().orElseThrow().contains("axes; here it has"), model.noGraph().get());
            return;
        }
        if (model.notes().stream().anyMatch(note -> note.contains("training mode"))) {
            assertTrue(test.getFileName().toString().contains("training_mode"), model.notes().toString());
            return;
        }
        TensorReader tensors = new TensorReader(ModelFile.of(test.resolve("model.onnx")));
        ModelArray input = tensors.read(tensor(test.resolve("input0")));
        double[] expected = tensors.read(tensor(test.resolve("output0"))).values();
        int examples = Math.toIntExact(input.count() / model.graph().orElseThrow(() -> new AssertionError(model.noGraph().get()))
                .input().elements());
        Outputs.assertClose(expected, Outputs.of(model, input.values(), examples), ROUNDING);
    }
}
