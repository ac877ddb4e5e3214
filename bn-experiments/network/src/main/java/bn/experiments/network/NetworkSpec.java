package bn.experiments.network;

import bn.api.DType;
import bn.api.norm.NormalizationOptions;
import bn.experiments.architecture.Architecture;

/**
 * The specification of a network.
 *
 * @param architecture its nodes
 * @param dtype of all its tensors
 * @param normalization conventions of its normalizations; a layer may have an eps of its own
 * @param maxBatch size of the largest batch
 * @param seed of the initial weights
 * @param weightInit their distribution
 */
public record NetworkSpec(Architecture architecture, DType dtype, NormalizationOptions normalization, int maxBatch, long seed,
        WeightInit weightInit) {

    /** With initial weights by {@link WeightInit#HE}. */
    public NetworkSpec(Architecture architecture, DType dtype, NormalizationOptions normalization, int maxBatch, long seed) {
        this(architecture, dtype, normalization, maxBatch, seed, WeightInit.HE);
    }

    /** The same for other batches. */
    public NetworkSpec withMaxBatch(int examples) {
        return new NetworkSpec(architecture, dtype, normalization, examples, seed, weightInit);
    }
}
