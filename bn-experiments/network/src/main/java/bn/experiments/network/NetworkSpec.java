package bn.experiments.network;

import bn.api.DType;
import bn.api.norm.NormalizationOptions;

/**
 * The specification of a network.
 *
 * @param architecture widths of its layers
 * @param dtype of all its tensors
 * @param normalization conventions of the normalization in the hidden layers
 * @param maxBatch size of the largest batch
 * @param seed of the initial weights
 */
public record NetworkSpec(Architecture architecture, DType dtype, NormalizationOptions normalization, int maxBatch, long seed) {

    /** The same for other batches. */
    public NetworkSpec withMaxBatch(int examples) {
        return new NetworkSpec(architecture, dtype, normalization, examples, seed);
    }
}
