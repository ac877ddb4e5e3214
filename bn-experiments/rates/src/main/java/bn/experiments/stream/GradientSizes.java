package bn.experiments.stream;

import java.util.List;
import java.util.Optional;

/**
 * What T5, T10, T16 and T17 of docs/theory.md need of the gradients of a network: means over batches, each normalized by its own
 * statistics, of the loss without weight decay.
 *
 * @param lastRate rate of the last gammas, the sum of gamma^2 lambda over that of gamma^2, dead channels included; empty if no
 *     gamma is known to be one
 * @param layers those that normalize a linear map
 * @param pairs inner layers that a single layer reads, with that layer
 */
public record GradientSizes(Optional<BatchMean> lastRate, List<LayerSize> layers, List<PairSize> pairs) {

    /**
     * The weights before a normalization.
     *
     * @param layer its name
     * @param weights number C of the weights of each unit
     * @param squaredNorm |w|^2 of each unit
     * @param unitGradient G of each unit, the mean of |w|^2 |dL/dw|^2
     * @param meanUnitGradient its mean over units
     */
    public record LayerSize(String layer, int weights, double[] squaredNorm, double[] unitGradient, BatchMean meanUnitGradient) {}

    /**
     * The gammas and betas a of an inner layer, and the weights W' of the only layer that reads it. Neither |a| nor |W'| changes the loss.
     *
     * @param writer name of the inner layer
     * @param reader name of the layer that reads it, and nothing else
     * @param writing |a|^2
     * @param reading |W'|^2
     * @param writingGradient mean of |dL/da|^2
     * @param readingGradient mean of |dL/dW'|^2
     * @param difference the first minus the second, with the standard error of the difference
     */
    public record PairSize(String writer, String reader, double writing, double reading, BatchMean writingGradient,
            BatchMean readingGradient, BatchMean difference) {}
}
