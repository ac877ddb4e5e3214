package bn.experiments.network;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The weight decay of each {@link ParameterGroup}, each at least 0.
 *
 * @param normalized of the weights of linear maps that a normalization follows directly
 * @param unnormalized of the weights of all other linear maps
 * @param gamma of the normalizations' scales
 * @param beta of the normalizations' shifts
 * @param bias of the biases of linear maps
 */
public record WeightDecay(double normalized, double unnormalized, double gamma, double beta, double bias) {
    /** No decay. */
    public static final WeightDecay NONE = new WeightDecay(0, 0, 0, 0, 0);

    /** The decay of a group. */
    public double of(ParameterGroup group) {
        return switch (group) {
            case NORMALIZED_WEIGHTS -> normalized;
            case UNNORMALIZED_WEIGHTS -> unnormalized;
            case GAMMA -> gamma;
            case BETA -> beta;
            case BIASES -> bias;
        };
    }

    /**
     * By the names of the options of {@code bn train}. That of weights without a normalization is left out where it is that of
     * all weights.
     */
    Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("weight-decay", normalized);
        if (unnormalized != normalized) {
            settings.put("unnormalized-decay", unnormalized);
        }
        settings.put("gamma-decay", gamma);
        settings.put("beta-decay", beta);
        settings.put("bias-decay", bias);
        return settings;
    }
}
