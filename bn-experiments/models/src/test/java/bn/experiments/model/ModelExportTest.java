package bn.experiments.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bn.api.Shape;
import bn.experiments.architecture.Architecture;
import bn.experiments.architecture.NodeSpec;
import bn.experiments.architecture.Operation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The names that the parts of layers get. */
class ModelExportTest {

    /** A model whose nodes are those of a text; parameters are 1. */
    private static Model model(String format, String text) {
        Architecture architecture = Architecture.parse(text);
        List<ModelNode> nodes = new ArrayList<>();
        List<BatchNormLayer> layers = new ArrayList<>();
        for (int i = 0; i < architecture.nodes().size(); i++) {
            NodeSpec node = architecture.nodes().get(i);
            Map<String, ModelArray> parameters = new HashMap<>();
            Operation.Layer layer = (Operation.Layer) node.operation();
            if (layer.linear().isPresent()) {
                Shape weights = architecture.weights(i);
                double[] values = new double[(int) weights.elements()];
                parameters.put(ModelNode.WEIGHTS, ModelArray.of(values, weights.size(0), weights.size(1)));
            } else if (layer.normalized()) {
                int units = architecture.shapes().get(i).size(0);
                for (String role : List.of(ModelNode.GAMMA, ModelNode.BETA, ModelNode.MEAN, ModelNode.VARIANCE)) {
                    parameters.put(role, ModelArray.of(new double[units], units));
                }
                layers.add(new BatchNormLayer(node.name(), units, OptionalDouble.empty(), Optional.empty(), Optional.empty(),
                        Optional.empty(), Optional.empty(), OptionalLong.of(10 + i), Optional.empty(), Optional.empty()));
            }
            nodes.add(new ModelNode(node, parameters));
        }
        return new Model(new ModelFile(Path.of("net"), 0, new byte[0], Set.of(), Optional.empty()), format, Map.of(), layers,
                Map.of(),
                Optional.of(new ModelGraph(architecture.input(), nodes)), Optional.empty(), List.of());
    }

    private static ModelExport export(Model model) {
        return ModelExport.of(model, model.graph().orElseThrow());
    }

    private static List<String> names(ModelExport export) {
        return export.architecture().nodes().stream().map(NodeSpec::name).toList();
    }

    private static String layer(String name) {
        return name + ": fully connected 3; " + name + ".norm: normalization; ";
    }

    private static final String TEXT = "input 3; " + layer("conv1") + "conv1.activation: relu; " + layer("layer1.0.bn1")
            + layer("shortcut.1") + layer("head") + layer("conv2") + layer("bn4")
            + "alone.norm: normalization; bn2: normalization; "
            + "out: fully connected 2";

    /**
     * A layer has the name of its linear map, or, if it was read from a file of another tool, of its normalization. There is a bn2
     * already, so that conv2 becomes a sequence.
     */
    @Test
    void layersOfCheckpointsGetTheNamesThatModulesUsuallyHave() {
        ModelExport export = export(model("bn", TEXT));
        assertEquals(List.of("conv1", "bn1", "conv1.activation", "layer1.0.conv1", "layer1.0.bn1", "shortcut.0", "shortcut.1",
                "head.0",
                "head.1", "conv2.0", "conv2.1", "conv4", "bn4", "alone", "bn2", "out"), names(export));
        assertEquals(List.of("shortcut.1.weight", "shortcut.1.bias", "shortcut.1.running_mean", "shortcut.1.running_var"),
                export.arrays(6).stream().map(ExportedArray::name).toList());
        assertEquals(16, export.batches(6).orElseThrow());
        assertEquals(8, export.normalizations());
    }

    @Test
    void networksOfOtherToolsKeepTheirNames() {
        Model model = model("onnx", TEXT);
        assertEquals(model.graph().orElseThrow().nodes().stream().map(node -> node.spec().name()).toList(), names(export(model)));
    }
}
