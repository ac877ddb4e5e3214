package bn.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * A layer of either kind of network.
 *
 * @param name its name for users
 * @param key what precedes the names of its parameters and their gradients
 * @param layer with its state
 * @param configuration without the wrapper of a frozen layer
 * @param frozen whether it has that wrapper
 * @param inputs names of what it reads: layers, other vertices, or inputs of the network
 * @param reshaped whether a preprocessor changes its input
 */
record NetworkLayer(String name, String key, org.deeplearning4j.nn.api.Layer layer, Layer configuration, boolean frozen,
        List<String> inputs, boolean reshaped) {

    /** The layers of a network in the order of its forward pass. */
    static List<NetworkLayer> of(MultiLayerNetwork network) {
        List<NetworkLayer> layers = new ArrayList<>();
        List<String> inputs = List.of();
        for (int i = 0; i < network.getnLayers(); i++) {
            org.deeplearning4j.nn.api.Layer layer = network.getLayer(i);
            Layer configuration = unwrapped(layer.conf().getLayer());
            String name = Objects.requireNonNullElse(configuration.getLayerName(), "layer" + i);
            boolean reshaped = network.getLayerWiseConfigurations().getInputPreProcess(i) != null;
            layers.add(new NetworkLayer(name, Integer.toString(i), layer, configuration, isFrozen(layer), inputs, reshaped));
            inputs = List.of(name);
        }
        return layers;
    }

    /** The layers of a graph in the order of its forward pass. */
    static List<NetworkLayer> of(ComputationGraph graph) {
        List<NetworkLayer> layers = new ArrayList<>();
        for (int index : graph.topologicalSortOrder()) {
            GraphVertex vertex = graph.getVertices()[index];
            if (vertex.hasLayer()) {
                org.deeplearning4j.nn.api.Layer layer = vertex.getLayer();
                String name = vertex.getVertexName();
                boolean reshaped = vertex instanceof LayerVertex own && own.getLayerPreProcessor() != null;
                layers.add(new NetworkLayer(name, name, layer, unwrapped(layer.conf().getLayer()), isFrozen(layer),
                        graph.getConfiguration().getVertexInputs().get(name), reshaped));
            }
        }
        return layers;
    }

    /** The names of the parameter of a network, such as 1_gamma. */
    String parameter(String parameter) {
        return key + "_" + parameter;
    }

    /** Whether a network has a parameter of this layer. */
    boolean has(Model network, String parameter) {
        return network.paramTable().containsKey(parameter(parameter));
    }

    /** Of the two kinds, one does not pass gradients on; neither computes its own, and both are in evaluation mode. */
    private static boolean isFrozen(org.deeplearning4j.nn.api.Layer layer) {
        return layer instanceof org.deeplearning4j.nn.layers.FrozenLayer
                || layer instanceof org.deeplearning4j.nn.layers.FrozenLayerWithBackprop;
    }

    private static Layer unwrapped(Layer configuration) {
        if (configuration instanceof FrozenLayer frozen) {
            return frozen.getLayer();
        }
        return configuration instanceof FrozenLayerWithBackprop frozen ? frozen.getUnderlying() : configuration;
    }
}
