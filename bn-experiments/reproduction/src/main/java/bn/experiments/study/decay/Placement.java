package bn.experiments.study.decay;

import bn.api.norm.Parameter;
import bn.experiments.network.Layer;
import bn.experiments.network.Network;
import bn.experiments.stream.ScaleGroups;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Which parameters have the weight decay. */
enum Placement {
    /** None. */
    NONE,
    /** The weights of all linear maps: no decay of gamma, beta and biases. */
    WEIGHTS,
    /** The scales and shifts of {@link ScaleGroups#inner}. */
    INNER,
    /** The scales of {@link ScaleGroups#last}. */
    LAST,
    /** All parameters. */
    ALL;

    /** Its name among the levels of a factor. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether inner scales and shifts decay. */
    boolean decaysInner() {
        return this == INNER || this == ALL;
    }

    /** The parameters of a network that decay. */
    List<Parameter> parameters(Network network, ScaleGroups groups) {
        return switch (this) {
            case NONE -> List.of();
            case WEIGHTS -> network.parameters().stream().filter(each -> each.role() == Parameter.Role.WEIGHT).toList();
            case INNER -> named(network, groups.inner()).flatMap(layer -> normalization(layer).stream()).toList();
            case LAST -> named(network, groups.last()).flatMap(layer -> normalization(layer).stream())
                    .filter(each -> each.role() == Parameter.Role.GAMMA).toList();
            case ALL -> network.parameters();
        };
    }

    /** The normalized layers with these names. */
    static Stream<Layer> named(Network network, List<String> names) {
        return network.normalizedLayers().stream().filter(layer -> names.contains(layer.name()));
    }

    private static List<Parameter> normalization(Layer layer) {
        return layer.normalization().orElseThrow().parameters();
    }
}
