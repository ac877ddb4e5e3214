package bn.experiments.model.dl4j;

import bn.experiments.model.ModelFile;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The configuration of a network.
 *
 * @param vertices in topological order, in which their parameters follow each other
 * @param inputs the names of its inputs
 * @param outputs the names of the vertices that give its outputs
 */
record Configuration(List<Vertex> vertices, List<String> inputs, List<String> outputs) {
    private static final String INPUT = "input";
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    /**
     * Reads {@code MultiLayerConfiguration} or {@code ComputationGraphConfiguration}.
     *
     * @throws bn.api.BnException if it is neither
     */
    static Configuration of(ModelFile file, JsonNode json) {
        Configuration configuration = json.path("confs").isArray() ? layers(json) : graph(file, json);
        Set<String> names = new HashSet<>();
        for (Vertex vertex : configuration.vertices) {
            if (CONTROL.matcher(vertex.name() + vertex.type()).find()) {
                throw file.damaged("a name in its configuration has control characters");
            }
            if (!names.add(vertex.name())) {
                throw file.damaged("two layers have the name " + vertex.name());
            }
        }
        return configuration;
    }

    private static Configuration layers(JsonNode json) {
        List<Vertex> vertices = new ArrayList<>();
        String before = INPUT;
        for (int i = 0; i < json.path("confs").size(); i++) {
            Vertex vertex = layer("layer" + i, json.get("confs").get(i).path("layer"), List.of(before),
                    json.path("inputPreProcessors").path(String.valueOf(i)));
            vertices.add(vertex);
            before = vertex.name();
        }
        return new Configuration(vertices, List.of(INPUT), List.of(before));
    }

    private static Vertex layer(String name, JsonNode setting, List<String> sources, JsonNode preProcessor) {
        Polymorphic layer = Polymorphic.of(setting);
        // Layers of a network that is trained further are inside of one that keeps them.
        for (int depth = 0; depth < 8 && layer.type().startsWith("FrozenLayer"); depth++) {
            layer = Polymorphic.of(layer.body().path("layer"));
        }
        String own = layer.body().path("layerName").asText("");
        return new Vertex(own.isEmpty() || own.equals("null") ? name : own, layer.type(), layer.body(), sources, preProcessor);
    }

    private static Configuration graph(ModelFile file, JsonNode json) {
        JsonNode vertices = json.path("vertices");
        if (!vertices.isObject()) {
            throw file.damaged("its configuration is neither that of a MultiLayerNetwork nor that of a ComputationGraph");
        }
        List<String> inputs = texts(json.path("networkInputs"));
        List<Vertex> list = new ArrayList<>();
        for (String name : order(file, json, inputs)) {
            Polymorphic vertex = Polymorphic.of(vertices.path(name));
            List<String> sources = texts(json.path("vertexInputs").path(name));
            if (vertex.type().equals("LayerVertex")) {
                Vertex layer = layer(name, vertex.body().path("layerConf").path("layer"), sources,
                        vertex.body().path("preProcessor"));
                list.add(new Vertex(name, layer.type(), layer.settings(), sources, layer.preProcessor()));
            } else {
                list.add(new Vertex(name, vertex.type(), vertex.body(), sources, MissingNode.getInstance()));
            }
        }
        return new Configuration(list, inputs, texts(json.path("networkOutputs")));
    }

    /** The order of parameters, which new versions write; otherwise it is known if the vertices are written in a possible one. */
    private static List<String> order(ModelFile file, JsonNode json, List<String> inputs) {
        List<String> written = new ArrayList<>();
        json.path("vertices").fieldNames().forEachRemaining(written::add);
        List<String> order = json.path("topologicalOrderStr").isArray() ? texts(json.path("topologicalOrderStr")) : written;
        Set<String> known = new HashSet<>(inputs);
        List<String> result = new ArrayList<>();
        for (String name : order) {
            if (inputs.contains(name)) {
                continue;
            }
            if (!json.path("vertices").has(name) || !known.containsAll(texts(json.path("vertexInputs").path(name)))) {
                throw file.damaged("vertex " + result.size() + " of its order is missing, or reads one that is not before it");
            }
            known.add(name);
            result.add(name);
        }
        if (result.size() != written.size()) {
            throw file.damaged("its order has " + result.size() + " of " + written.size() + " vertices");
        }
        return result;
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asText("")));
        return texts;
    }
}
