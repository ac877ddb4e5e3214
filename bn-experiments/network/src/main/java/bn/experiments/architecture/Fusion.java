package bn.experiments.architecture;

import java.util.Map;
import java.util.Optional;

/**
 * A network of a format whose nodes do one thing each, such as PyTorch's modules, as the layers of this project: a linear map, the
 * normalization that alone reads it and the activation that alone reads that become one {@link Operation.Layer}. An activation of
 * {@link bn.api.kernel.Activation#fused} that alone reads a sum becomes part of {@link Operation.Add}. What several nodes read, or
 * is the network's output, is not followed by anything in its node. Outputs and gradients remain the same.
 *
 * <p>A fused node has the name of its normalization, such as {@code layer1.0.bn1}, or else that of its linear map or sum.
 *
 * <p>A linear map has a bias exactly if no normalization that learns a shift follows it in the same node. So a linear map that has
 * a bias loses it when a normalization is fused with it. In training the batch mean takes the bias away in any case; for inference,
 * who sets the parameters subtracts the bias from the running mean.
 *
 * @param architecture the fused nodes, in the order in which the last parts were
 * @param parts where the parameters of each layer come from, by its name in the fused architecture; layers without a linear map
 *     and a normalization have none
 */
public record Fusion(Architecture architecture, Map<String, Parts> parts) {

    /**
     * The nodes that a layer was made of; a layer that was not fused has its own name.
     *
     * @param linear name of the node with the linear map
     * @param normalization name of the node with the normalization
     */
    public record Parts(Optional<String> linear, Optional<String> normalization) {}

    /** Copies the map. */
    public Fusion {
        parts = Map.copyOf(parts);
    }

    /** Fuses what can be fused. */
    public static Fusion of(Architecture architecture) {
        return new NodeFuser(architecture.nodes()).fuse(architecture.input());
    }
}
