package bn.experiments.model.dl4j;

import bn.experiments.model.Model;
import bn.experiments.model.ModelArray;
import bn.experiments.model.ModelFile;
import bn.experiments.model.ModelFormat;
import bn.experiments.model.ModelGraph;
import bn.experiments.model.ZipParts;
import bn.experiments.result.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Networks of Deeplearning4j, as {@code ModelSerializer} writes them: {@code configuration.json}, and all parameters in
 * {@code coefficients.bin}. The layout of parameters is that of Deeplearning4j's parameter initializers. Checked against files of
 * version 1.0.0-M2.1.
 */
public final class Dl4jFormat implements ModelFormat {
    private static final String CONFIGURATION = "configuration.json";
    private static final String COEFFICIENTS = "coefficients.bin";

    /** For the service loader. */
    public Dl4jFormat() {}

    @Override
    public String name() {
        return "dl4j";
    }

    @Override
    public String description() {
        return "networks of Deeplearning4j (.zip of its ModelSerializer)";
    }

    @Override
    public boolean recognises(ModelFile file) {
        return file.entries().contains(COEFFICIENTS);
    }

    @Override
    public Model read(ModelFile file) {
        JsonNode configuration = Json.parse(ZipParts.text(file, CONFIGURATION), file.path() + ": " + CONFIGURATION);
        NdArray parameters = NdArray.read(file, ZipParts.numbers(file, COEFFICIENTS));
        Configuration network = Configuration.of(file, configuration);
        ParameterLayout layout = ParameterLayout.of(file, network, parameters);
        List<String> notes = new ArrayList<>();
        if (file.entries().contains("updaterState.bin")) {
            notes.add("the state of the optimizer (updaterState.bin) is not read");
        }
        ModelGraph graph = null;
        String noGraph = null;
        try {
            graph = new Dl4jGraph(network, layout, notes).graph(InputShape.of(network, file.images()));
        } catch (NoGraphException e) {
            noGraph = e.getMessage();
        }
        return new Model(file, "dl4j", arrays(layout), BatchNorms.of(network, layout), BatchNorms.others(network),
                Optional.ofNullable(graph), Optional.ofNullable(noGraph), notes);
    }

    private static Map<String, ModelArray> arrays(ParameterLayout layout) {
        Map<String, ModelArray> arrays = new LinkedHashMap<>();
        layout.arrays().forEach((layer, roles) -> roles.forEach((role, array) -> arrays.put(layer + "_" + role, array)));
        return arrays;
    }
}
