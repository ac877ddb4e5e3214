package bn.experiments.model.keras;

import bn.api.BnException;
import bn.experiments.model.Model;
import bn.experiments.model.ModelArray;
import bn.experiments.model.ModelFile;
import bn.experiments.model.ModelGraph;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a model whose configuration is known. */
record KerasReader(ModelFile file, Hdf5File arrays, KerasWeights weights) {
    /** The arrays of optimizers: they are as large as the network, and no part of it. */
    private static final List<String> OPTIMIZER = List.of("optimizer_weights/", "optimizer/", "_optimizer/");

    Model model(JsonNode config, String version) {
        List<String> notes = new ArrayList<>();
        Map<String, ModelArray> ours = own(arrays, notes);
        Optional<KerasModel> model = KerasModel.of(config);
        if (model.isEmpty()) {
            return WeightsOnly.model(file, arrays, "the model is of the class "
                    + KerasModel.printable(config.path("class_name").asText(""))
                    + ", whose configuration does not list its layers: its graph is code in Python that is not in the file");
        }
        BatchNorms found = new BatchNorms(file, weights);
        found.read(model.get(), KerasPath.ROOT);
        ModelGraph graph = null;
        String noGraph = null;
        try {
            graph = new GraphBuilder(weights, version, file.images(), notes).graph(model.get());
        } catch (NoGraphException e) {
            noGraph = e.getMessage();
        }
        return new Model(file, "keras", ours, found.layers(), found.others(), Optional.ofNullable(graph),
                Optional.ofNullable(noGraph), notes);
    }

    /** The arrays without the state of the optimizer. */
    static Map<String, ModelArray> own(Hdf5File arrays, List<String> notes) {
        Map<String, ModelArray> own = new LinkedHashMap<>(arrays.arrays());
        own.keySet().removeIf(path -> OPTIMIZER.stream().anyMatch(path::startsWith));
        int left = arrays.arrays().size() - own.size();
        if (left > 0) {
            notes.add("the state of the optimizer (" + left + " arrays) is not read");
        }
        return own;
    }

    /** The error of an array that a layer needs. */
    static BnException missing(ModelFile file, String layer, String role) {
        return file.damaged("the layer " + layer + " has no array " + role);
    }
}
