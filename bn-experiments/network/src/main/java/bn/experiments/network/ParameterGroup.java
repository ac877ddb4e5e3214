package bn.experiments.network;

import bn.api.norm.Normalization;
import bn.api.norm.Parameter;
import java.util.IdentityHashMap;

/** The groups of parameters that have a weight decay of their own. */
public enum ParameterGroup {
    /** Weights of linear maps that a normalization follows directly: it removes their scale. */
    NORMALIZED_WEIGHTS("weights that are normalized"),
    /** Weights of all other linear maps, such as the output layer's. */
    UNNORMALIZED_WEIGHTS("weights that are not normalized"),
    /** Scales of normalizations. */
    GAMMA("gamma"),
    /** Shifts of normalizations. */
    BETA("beta"),
    /** Biases of linear maps. */
    BIASES("biases");

    private final String text;

    ParameterGroup(String text) {
        this.text = text;
    }

    /** In words. */
    public String text() {
        return text;
    }

    /** The group of each parameter of a network. */
    public static IdentityHashMap<Parameter, ParameterGroup> of(Network network) {
        IdentityHashMap<Parameter, ParameterGroup> groups = new IdentityHashMap<>();
        network.parameters().forEach(parameter -> groups.put(parameter, switch (parameter.role()) {
            case WEIGHT -> UNNORMALIZED_WEIGHTS;
            case GAMMA -> GAMMA;
            case BETA -> BETA;
            case BIAS -> BIASES;
        }));
        network.layers().stream().filter(Layer::hasLinear)
                .filter(layer -> layer.normalization().filter(ParameterGroup::normalizes).isPresent())
                .forEach(layer -> groups.put(layer.linear().weights(), NORMALIZED_WEIGHTS));
        return groups;
    }

    /** A normalization with neither gamma nor statistics, such as {@code none}, changes nothing. */
    private static boolean normalizes(Normalization normalization) {
        return normalization.gamma().isPresent() || normalization.statistics().isPresent();
    }
}
