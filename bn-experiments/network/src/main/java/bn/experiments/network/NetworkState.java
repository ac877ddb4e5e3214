package bn.experiments.network;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.api.norm.Normalization;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The arrays of a network by name: {@code NODE.weights} and {@code NODE.bias} of a linear map, and {@code NODE.norm.} with the
 * names of a normalization's own state.
 */
final class NetworkState {
    private static final String WEIGHTS = ".weights";
    private static final String BIAS = ".bias";
    private static final String NORM = ".norm.";

    private NetworkState() {}

    /**
     * Checks that no two arrays have one name. A node may be called {@code a.norm} where another one is {@code a}: the arrays of
     * batch norm have other names than those of a linear map.
     *
     * @throws InvalidRequestException if two have
     */
    static void requireDistinctNames(List<Layer> layers) {
        Set<String> all = new HashSet<>();
        for (Layer layer : layers) {
            for (String name : names(layer)) {
                if (!all.add(name)) {
                    throw new InvalidRequestException(
                            "node '" + layer.name() + "' and another one both have an array with the name '"
                                    + name + "' in a checkpoint; give it another name");
                }
            }
        }
    }

    private static List<String> names(Layer layer) {
        List<String> names = new ArrayList<>();
        if (layer.hasLinear()) {
            names.add(layer.name() + WEIGHTS);
            layer.linear().bias().ifPresent(bias -> names.add(layer.name() + BIAS));
        }
        layer.normalization().ifPresent(norm -> norm.state().keySet().forEach(name -> names.add(layer.name() + NORM + name)));
        return names;
    }

    static Map<String, double[]> of(List<Layer> layers) {
        Map<String, double[]> state = new TreeMap<>();
        for (Layer layer : layers) {
            if (layer.hasLinear()) {
                state.put(layer.name() + WEIGHTS, layer.linear().weights().value().toDoubles());
                layer.linear().bias().ifPresent(bias -> state.put(layer.name() + BIAS, bias.value().toDoubles()));
            }
            layer.normalization().ifPresent(
                    norm -> norm.state().forEach((name, values) -> state.put(layer.name() + NORM + name, values)));
        }
        return state;
    }

    /**
     * Restores all layers.
     *
     * @throws BnException if a normalization cannot be in that state
     */
    static void restore(List<Layer> layers, Map<String, double[]> state) {
        for (Layer layer : layers) {
            if (layer.hasLinear()) {
                layer.linear().weights().value().upload(state.get(layer.name() + WEIGHTS), 0);
                layer.linear().bias().ifPresent(bias -> bias.value().upload(state.get(layer.name() + BIAS), 0));
            }
            layer.normalization().ifPresent(norm -> restore(norm, state, layer.name() + NORM));
        }
    }

    private static void restore(Normalization norm, Map<String, double[]> state, String prefix) {
        Map<String, double[]> own = new TreeMap<>();
        norm.state().keySet().forEach(name -> own.put(name, state.get(prefix + name)));
        try {
            norm.restore(own);
        } catch (BnException e) {
            throw new BnException(prefix.substring(0, prefix.length() - 1) + ": " + e.getMessage(), e);
        }
    }
}
