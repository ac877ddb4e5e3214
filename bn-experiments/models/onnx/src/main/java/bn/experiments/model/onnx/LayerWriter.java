package bn.experiments.model.onnx;

import bn.api.kernel.Activation;
import bn.api.kernel.Convolution;
import bn.api.kernel.Window;
import bn.api.kernel.WindowAxis;
import bn.api.norm.NormalizationOptions;
import bn.experiments.architecture.LinearSpec;
import bn.experiments.architecture.Operation;
import bn.experiments.model.ExportedArray;
import bn.experiments.model.ModelExport;
import bn.experiments.model.ModelNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Linear maps, batch normalizations and activations as nodes of ONNX. */
final class LayerWriter {
    static final String DILATIONS = "dilations";

    private final ModelExport network;
    private final GraphWriter graph;
    private final ActivationWriter activations;
    private final List<String> notes = new ArrayList<>();
    private int usualEps;

    LayerWriter(ModelExport network, GraphWriter graph, Opset opset) {
        this.network = network;
        this.graph = graph;
        activations = new ActivationWriter(graph, opset);
    }

    /** What the user has to know. */
    List<String> notes() {
        List<String> all = new ArrayList<>(notes);
        if (usualEps > 0) {
            all.add("the eps of " + usualEps + " batch normalizations is not known; " + NormalizationOptions.pytorch().eps()
                    + ", that of PyTorch, was written");
        }
        return all;
    }

    void write(int number, Operation.Layer layer, String output, String input) {
        String name = network.architecture().nodes().get(number).name();
        if (layer.linear().isPresent()) {
            linear(number, layer.linear().get(), name, output, input);
        } else if (layer.normalized()) {
            normalization(number, layer, name, output, input);
        } else {
            activations.write(layer.activation(), name, output, input);
        }
    }

    /** A sum, and the activation that it may have. */
    void sum(String name, Operation.Add sum, String output, String... inputs) {
        boolean plain = sum.activation().kind() == Activation.Kind.IDENTITY;
        String result = graph.add("Add", name, plain ? output : graph.unique(name + ".sum"), Map.of(), inputs);
        if (!plain) {
            activations.write(sum.activation(), name + ".activation", output, result);
        }
    }

    private void linear(int number, LinearSpec map, String name, String output, String input) {
        List<String> inputs = new ArrayList<>(List.of(input));
        network.arrays(number).forEach(array -> inputs.add(graph.parameter(array)));
        String[] all = inputs.toArray(String[]::new);
        if (map instanceof LinearSpec.Convolutional convolution) {
            Convolution geometry = convolution.geometry();
            Map<String, Object> attributes = new HashMap<>(attributes(geometry.window()));
            attributes.put("group", geometry.groups());
            graph.add("Conv", name, output, attributes, all);
        } else {
            graph.add("Gemm", name, output, Map.of("transB", 1), all);
        }
    }

    /** Size, stride, dilation and padding of windows; the padding before comes first, then that after. */
    static Map<String, Object> attributes(Window window) {
        WindowAxis vertical = window.vertical();
        WindowAxis horizontal = window.horizontal();
        return Map.of("kernel_shape", new int[] {vertical.size(), horizontal.size()}, "strides",
                new int[] {vertical.stride(), horizontal.stride()}, DILATIONS,
                new int[] {vertical.dilation(), horizontal.dilation()}, "pads",
                new int[] {vertical.before(), horizontal.before(), vertical.after(), horizontal.after()});
    }

    private void normalization(int number, Operation.Layer layer, String name, String output, String input) {
        Map<String, ExportedArray> arrays = new HashMap<>();
        network.arrays(number).forEach(array -> arrays.put(array.role(), array));
        int channels = network.architecture().shapes().get(number).size(0);
        usualEps += layer.eps().isPresent() ? 0 : 1;
        double eps = layer.eps().orElse(NormalizationOptions.pytorch().eps());
        graph.add("BatchNormalization", name, output, Map.of("epsilon", eps), input,
                affine(name, "weight", arrays.get(ModelNode.GAMMA), channels, 1),
                affine(name, "bias", arrays.get(ModelNode.BETA), channels, 0),
                graph.parameter(arrays.get(ModelNode.MEAN)), graph.parameter(arrays.get(ModelNode.VARIANCE)));
    }

    private String affine(String name, String suffix, ExportedArray array, int channels, int missing) {
        if (array != null) {
            return graph.parameter(array);
        }
        notes.add(name + " has no " + suffix + " of its own; written as " + missing);
        return graph.constant(name + "." + suffix, channels, missing);
    }
}
