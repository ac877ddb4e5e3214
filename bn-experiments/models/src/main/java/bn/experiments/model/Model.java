package bn.experiments.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A trained network as a file holds it.
 *
 * @param file where it was read from
 * @param format name of the format
 * @param arrays all arrays by the file's names, in the file's order
 * @param layers the batch normalizations, in the file's order
 * @param otherNormalizations other normalizations: the name of the kind, such as {@code LayerNormalization}, and how many
 * @param graph what it computes, if the file says and all of it can be computed here
 * @param noGraph why there is no graph, and what to do; empty exactly if there is one
 * @param notes what the user has to know, each in one line
 */
public record Model(ModelFile file, String format, Map<String, ModelArray> arrays, List<BatchNormLayer> layers,
        Map<String, Integer> otherNormalizations, Optional<ModelGraph> graph, Optional<String> noGraph, List<String> notes) {

    /** Checks that there is a graph or a reason. */
    public Model {
        if (graph.isPresent() == noGraph.isPresent()) {
            throw new IllegalArgumentException("a graph, or why there is none");
        }
        arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
        layers = List.copyOf(layers);
        notes = List.copyOf(notes);
    }
}
