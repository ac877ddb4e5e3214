package bn.experiments.stream;

import bn.experiments.network.Layer;
import bn.experiments.network.Network;
import bn.experiments.stream.StreamEnds.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The normalized layers of a network by what the scale of their outputs does, in the order of the network. Where all that reads the
 * outputs is normalized, scale and shift together have no length that the loss depends on (T17). Where a linear map without a
 * normalization reads them, such as the output layer, they have. A linear map with a normalization removes only the scale that all
 * channels that it reads have in common, so streams that share such a reader are one group.
 *
 * @param inner those whose outputs only normalized layers read
 * @param last those whose outputs a linear map without a normalization reads as well
 * @param open those of which it is not known, each with the reason
 */
public record ScaleGroups(List<String> inner, List<String> last, Map<String, String> open) {

    /** The groups of the normalized layers of a network. */
    public static ScaleGroups of(Network network) {
        return of(network.normalizedLayers().stream().map(Layer::name).toList(),
                StreamFinder.of(network).stream().map(StreamEnds::of).toList());
    }

    /**
     * The groups of some layers.
     *
     * @param layers names of normalized layers
     * @param streams all streams that they write
     */
    public static ScaleGroups of(List<String> layers, List<StreamEnds> streams) {
        int[] group = joined(streams);
        List<String> inner = new ArrayList<>();
        List<String> last = new ArrayList<>();
        Map<String, String> open = new LinkedHashMap<>();
        for (String layer : layers) {
            Set<Integer> written = IntStream.range(0, group.length).filter(i -> streams.get(i).writers().contains(layer))
                    .mapToObj(i -> group[i]).collect(Collectors.toSet());
            List<StreamEnds> all = IntStream.range(0, group.length).filter(i -> written.contains(group[i])).mapToObj(streams::get)
                    .toList();
            String reason = all.isEmpty() ? "it is not known what reads them"
                    : all.stream().flatMap(stream -> stream.obstacle().stream()).findFirst().orElse("");
            if (!reason.isEmpty()) {
                open.put(layer, reason);
            } else if (all.stream().anyMatch(stream -> stream.reaches(Kind.LINEAR))) {
                last.add(layer);
            } else {
                inner.add(layer);
            }
        }
        return new ScaleGroups(inner, last, open);
    }

    /** A number for each stream, the same for those that share a normalized reader. */
    private static int[] joined(List<StreamEnds> streams) {
        int[] group = IntStream.range(0, streams.size()).toArray();
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < group.length; i++) {
            for (StreamEnds.Reader reader : streams.get(i).readers()) {
                Integer other = reader.kind() == Kind.NORMALIZED ? first.putIfAbsent(reader.name(), i) : null;
                if (other != null) {
                    int gone = group[i];
                    int kept = group[other];
                    IntStream.range(0, group.length).filter(j -> group[j] == gone).forEach(j -> group[j] = kept);
                }
            }
        }
        return group;
    }
}
