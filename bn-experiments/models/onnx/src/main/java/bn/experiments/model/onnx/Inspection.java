package bn.experiments.model.onnx;

import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import bn.experiments.model.BatchNormLayer;
import bn.experiments.model.ModelArray;
import bn.experiments.model.ModelFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What can be said of a model without computing it: arrays, normalizations, and whether the exporter has folded some. */
final class Inspection {
    private static final Set<String> OTHERS = Set.of("LayerNormalization", "InstanceNormalization", "GroupNormalization",
            "RMSNormalization", "SimplifiedLayerNormalization", "SkipLayerNormalization", "SkipSimplifiedLayerNormalization",
            "MeanVarianceNormalization", "LpNormalization", "LRN", "GroupNorm", "SkipGroupNorm");
    private static final String RECIPE = "; to keep them, export the model in eval mode by torch.onnx.export("
            + "model, x, file, training=torch.onnx.TrainingMode.PRESERVE, do_constant_folding=False)";
    private static final String FOLDED = "it has no batch normalization, but convolutions with biases: exporters fold batch "
            + "normalizations into the convolutions before them" + RECIPE;
    /** PyTorch's exporter calls a bias so that it has computed; those of modules keep their names. */
    private static final Pattern COMPUTED = Pattern.compile("onnx::Conv_\\d+");

    private final ModelFile file;
    private final ModelProto model;
    private final Scope scope;
    private final TensorReader tensors;

    Inspection(ModelFile file, ModelProto model, Scope scope) {
        this.file = file;
        this.model = model;
        this.scope = scope;
        this.tensors = new TensorReader(file);
    }

    /** All initializers whose types are read. */
    Map<String, ModelArray> arrays() {
        Map<String, ModelArray> arrays = new LinkedHashMap<>();
        for (TensorProto tensor : model.getGraph().getInitializerList()) {
            if (TensorReader.isRead(tensor) && arrays.put(tensor.getName(), tensors.read(tensor)) != null) {
                throw file.damaged("two initializers have the name '" + NodeNames.printable(tensor.getName()) + "'");
            }
        }
        return arrays;
    }

    Map<String, Integer> otherNormalizations() {
        Map<String, Integer> counts = new TreeMap<>();
        scope.forEachNode((any, node) -> {
            if (OTHERS.contains(node.getOpType())) {
                counts.merge(node.getOpType(), 1, Integer::sum);
            }
        });
        return counts;
    }

    List<String> notes(List<BatchNormLayer> layers) {
        List<String> notes = new ArrayList<>();
        Versions.tooNew(model).ifPresent(notes::add);
        GraphProto graph = model.getGraph();
        long unread = graph.getInitializerList().stream().filter(tensor -> !TensorReader.isRead(tensor)).count()
                + graph.getSparseInitializerCount();
        if (unread > 0) {
            notes.add(unread + " initializers have types of elements that are not read, and are left out");
        }
        long inFunctions = model.getFunctionsList().stream().map(FunctionProto::getNodeList).flatMap(List::stream)
                .filter(node -> Scope.is(node, BatchNormalizations.OPERATOR)).count();
        if (inFunctions > 0) {
            notes.add(inFunctions
                    + " batch normalizations are in functions of the model and are not shown; inline them, for example "
                    + "by onnx.inliner.inline_local_functions");
        }
        List<String> biases = biasesOfConvolutions();
        long computed = biases.stream().filter(name -> COMPUTED.matcher(name).matches()).count();
        if (layers.isEmpty() && inFunctions == 0 && !biases.isEmpty()) {
            notes.add(FOLDED);
        } else if (computed > 0) {
            notes.add("the exporter has folded batch normalizations into " + computed + " of the convolutions"
                    + "; those that are left are normalizations of a network without these" + RECIPE);
        }
        return notes;
    }

    private List<String> biasesOfConvolutions() {
        List<String> names = new ArrayList<>();
        scope.forEachNode((any, node) -> {
            if (Scope.is(node, "Conv") && node.getInputCount() == 3 && !node.getInput(2).isEmpty()) {
                names.add(node.getInput(2));
            }
        });
        return names;
    }
}
