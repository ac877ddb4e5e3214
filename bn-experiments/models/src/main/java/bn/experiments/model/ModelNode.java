package bn.experiments.model;

import bn.experiments.architecture.NodeSpec;
import java.util.Map;
import java.util.Optional;

/**
 * A node with its parameters. Its operation is one thing: a linear map, a normalization, an activation, a sum, a pooling and so on;
 * linear maps, the normalizations after them and activations are fused when the network is built.
 *
 * @param spec name, operation and sources; the name is the module path that the file has, such as {@code layer1.0.bn1}
 * @param parameters {@link #WEIGHTS} and, if it has one, {@link #BIAS} of a linear map, in the layout of its
 *     {@link bn.experiments.architecture.LinearSpec#weights}; of a normalization those of {@link #GAMMA}, {@link #BETA},
 *     {@link #MEAN} and {@link #VARIANCE} that it has, one number a channel
 */
public record ModelNode(NodeSpec spec, Map<String, ModelArray> parameters) {
    /** Weights of a linear map, units first. */
    public static final String WEIGHTS = "weights";
    /** The bias of a linear map. */
    public static final String BIAS = "bias";
    /** The scale of a normalization. */
    public static final String GAMMA = "gamma";
    /** The shift of a normalization. */
    public static final String BETA = "beta";
    /** The running mean of a normalization. */
    public static final String MEAN = "mean";
    /** The running variance of a normalization. */
    public static final String VARIANCE = "variance";

    /** Copies the map. */
    public ModelNode {
        parameters = Map.copyOf(parameters);
    }

    /** A parameter, if the node has it. */
    public Optional<ModelArray> parameter(String role) {
        return Optional.ofNullable(parameters.get(role));
    }
}
