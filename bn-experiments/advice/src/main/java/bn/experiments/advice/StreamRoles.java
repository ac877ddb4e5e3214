package bn.experiments.advice;

import bn.experiments.advice.AdvisedStream.Kind;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which gammas and betas only scale what a later batch norm normalizes (T17). A linear map with a normalization removes the scale that
 * all channels that it reads have in common, so streams that share such a reader are one group.
 */
final class StreamRoles {
    private final List<AdvisedStream> streams;
    private final int[] group;

    StreamRoles(AdvisedNetwork network) {
        streams = network.streams();
        group = IntStream.range(0, streams.size()).toArray();
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < group.length; i++) {
            for (AdvisedStream.Reader reader : streams.get(i).readers()) {
                Integer other = reader.kind() == Kind.NORMALIZED ? first.putIfAbsent(reader.name(), i) : null;
                if (other != null) {
                    join(group[other], group[i]);
                }
            }
        }
    }

    private void join(int kept, int gone) {
        for (int i = 0; i < group.length; i++) {
            group[i] = group[i] == gone ? kept : group[i];
        }
    }

    /** What gamma and beta of a layer are; LAST_GAMMA stands for both where their channels reach a linear map without a normalization. */
    ParameterRole of(String layer) {
        List<Integer> groups = IntStream.range(0, group.length).filter(i -> streams.get(i).writers().contains(layer))
                .mapToObj(i -> group[i]).distinct().toList();
        if (groups.isEmpty() || obstacle(layer).isPresent()) {
            return ParameterRole.OPEN;
        }
        boolean last = IntStream.range(0, group.length).filter(i -> groups.contains(group[i]))
                .anyMatch(i -> streams.get(i).reaches(Kind.LINEAR));
        return last ? ParameterRole.LAST_GAMMA : ParameterRole.INNER;
    }

    /** Why it is not known what they are; empty if it is known, or no stream of the layer is. */
    Optional<String> obstacle(String layer) {
        List<Integer> groups = IntStream.range(0, group.length).filter(i -> streams.get(i).writers().contains(layer))
                .mapToObj(i -> group[i]).toList();
        return IntStream.range(0, group.length).filter(i -> groups.contains(group[i]))
                .mapToObj(i -> streams.get(i).obstacle()).flatMap(Optional::stream).findFirst();
    }

    /** The layers by role, in the order of the network; roles without a layer are left out. */
    static Map<ParameterRole, List<String>> of(AdvisedNetwork network) {
        StreamRoles roles = new StreamRoles(network);
        Map<ParameterRole, List<String>> layers = new LinkedHashMap<>();
        for (ParameterRole role : List.of(ParameterRole.INNER, ParameterRole.LAST_GAMMA, ParameterRole.OPEN)) {
            List<String> with = network.layers().stream().map(AdvisedLayer::name).filter(name -> roles.of(name) == role).toList();
            if (!with.isEmpty()) {
                layers.put(role, with);
            }
        }
        return layers;
    }
}
