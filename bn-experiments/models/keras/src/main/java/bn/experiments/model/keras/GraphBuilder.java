package bn.experiments.model.keras;

import bn.api.InvalidRequestException;
import bn.api.Shape;
import bn.experiments.architecture.NodeSpec;
import bn.experiments.model.ModelGraph;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds the graph of a model. Models in the model are inlined.
 *
 * @param weights the arrays of its layers
 * @param version of Keras that wrote it
 * @param images size of the images, C x H x W, for configurations that do not say it
 * @param notes receives what the user has to know
 */
record GraphBuilder(KerasWeights weights, String version, Optional<Shape> images, List<String> notes) {
    /** Larger images are in no file, but their sizes would take time. */
    private static final int LARGEST = 1 << 16;

    /**
     * The graph.
     *
     * @throws NoGraphException if there is none
     */
    ModelGraph graph(KerasModel model) {
        Shape input = input(model);
        NodeList nodes = new NodeList();
        Value output = run(model, KerasPath.ROOT, new Value(NodeSpec.INPUT, input), nodes, true);
        if (output.node() == NodeSpec.INPUT) {
            throw new NoGraphException("no layer of the model computes anything");
        }
        if (!output.order().isHere()) {
            throw new NoGraphException("the outputs are flattened images, which have another order here");
        }
        return nodes.graph(input, output);
    }

    private Shape input(KerasModel model) {
        JsonNode shape = model.inputShape().orElseThrow(() -> new NoGraphException(
                "the model was saved before its input shape was known; call model.build or the model itself, and save it again"));
        int[] sizes = new int[Math.max(0, shape.size() - 1)];
        for (int i = 0; i < sizes.length; i++) {
            int axis = (i + 1) % sizes.length;
            sizes[i] = shape.get(i + 1).isNull() && images.isPresent() && sizes.length == images.get().rank()
                    ? images.get().size(axis) : shape.get(i + 1).asInt(0);
        }
        if (sizes.length != 1 && sizes.length != 3) {
            throw new NoGraphException(
                    "the inputs have the shape " + shape + "; here they are numbers (batch, I) or images (batch,"
                            + " H, W, C)");
        }
        for (int size : sizes) {
            if (size < 1 || size > LARGEST) {
                throw new NoGraphException("the inputs have the shape " + shape
                        + ", of which no size may be unknown or above 65,536; give the size of the images");
            }
        }
        return sizes.length == 1 ? Shape.of(sizes) : Shape.of(sizes[2], sizes[0], sizes[1]);
    }

    private Value run(KerasModel model, KerasPath at, Value input, NodeList nodes, boolean outermost) {
        if (model.inputs().size() > 1 || model.outputs().size() != 1) {
            throw new NoGraphException("the model " + at.name() + " has " + Math.max(1, model.inputs().size()) + " inputs and "
                    + model.outputs().size() + " outputs; here it has one of each");
        }
        String output = model.outputs().get(0);
        Map<String, KerasPath> paths = at.layers(model);
        Map<String, Value> values = new HashMap<>();
        for (KerasLayer layer : model.layers()) {
            KerasPath path = paths.get(layer.name());
            boolean last = outermost && layer.name().equals(output);
            if (layer.className().equals("InputLayer")) {
                values.put(layer.name(), input);
                continue;
            }
            List<Value> inputs = inputs(layer, path.name(), values, input);
            Value value = layer.model().isPresent() ? run(layer.model().get(), path, inputs.get(0), nodes, last)
                    : translate(new LayerScope(layer, path.name(), inputs, weights.of(path, layer), nodes, last, version, notes));
            values.put(layer.name(), value);
        }
        return Optional.ofNullable(values.get(output))
                .orElseThrow(() -> new NoGraphException("the output " + output + " is no layer of the model"));
    }

    private static Value translate(LayerScope scope) {
        try {
            return LayerTranslation.of(scope);
        } catch (InvalidRequestException | ArithmeticException | IllegalArgumentException e) {
            throw scope.refused("cannot be computed: " + e.getMessage());
        }
    }

    private static List<Value> inputs(KerasLayer layer, String name, Map<String, Value> values, Value input) {
        if (layer.calls().isEmpty()) {
            return List.of(input);
        }
        if (layer.calls().size() > 1) {
            throw NoGraphException.layer(layer, name, "is applied several times, so its weights are shared");
        }
        KerasCall call = layer.calls().get(0);
        if (!call.plain() || call.sources().isEmpty() || layer.model().isPresent() && call.sources().size() > 1) {
            throw NoGraphException.layer(layer, name, "is called with arguments that are not read");
        }
        List<Value> inputs = new ArrayList<>();
        for (String source : call.sources()) {
            Value value = values.get(source);
            if (value == null) {
                throw NoGraphException.layer(layer, name, "reads " + source + ", which is no layer before it");
            }
            inputs.add(value);
        }
        return inputs;
    }
}
