package bn.experiments.study.decay;

import bn.experiments.network.Layer;
import bn.experiments.network.Network;
import bn.experiments.stream.Stream;
import bn.experiments.stream.StreamFinder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The normalized layers of a network by what the scale of their outputs does. Where all that reads the outputs is normalized, scale and
 * shift together have no length that the loss depends on (T17). Where a linear map without a normalization reads them, such as the
 * output layer, they have.
 *
 * @param inner those whose outputs only normalized linear maps read
 * @param last the others
 */
record ScaleGroups(List<Layer> inner, List<Layer> last) {

    /** The groups of a network whose layers all have a linear map. */
    static ScaleGroups of(Network network) {
        Set<Layer> reaching = new HashSet<>();
        for (Stream stream : StreamFinder.of(network)) {
            boolean free = stream.obstacle().isEmpty() && stream.channels().get(0).readers().stream()
                    .allMatch(end -> end.layer().isNormalized());
            if (!free) {
                stream.channels().get(0).writers().forEach(end -> reaching.add(end.layer()));
            }
        }
        List<Layer> layers = network.normalizedLayers();
        return new ScaleGroups(layers.stream().filter(layer -> !reaching.contains(layer)).toList(),
                layers.stream().filter(reaching::contains).toList());
    }
}
