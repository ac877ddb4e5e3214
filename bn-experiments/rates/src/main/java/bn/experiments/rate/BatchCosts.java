package bn.experiments.rate;

import java.util.List;

/**
 * What batches add to the loss of a network (T9), by their size.
 *
 * @param loss mean loss with the statistics of all examples in all normalizations, in inference: without dropout
 * @param examples number N of examples that batches are drawn from, without replacement
 * @param layers number of normalizations with statistics
 * @param last name of the last of them
 * @param predictable whether T9 is known for the last one: fully connected, with ReLU, and read by the linear map of the outputs alone
 * @param validFrom least batch size at which the next order of the expansions behind T9 is at most {@link #NEXT_ORDER} of the first; NaN
 *     if T9 is not known, or holds for no batch of fewer than N examples
 * @param draws number of batches of each size that were drawn; 0 if nothing was measured
 * @param costs in the order of the sizes
 * @param curve T9 at these sizes and others between them, increasing; empty if it is not known
 */
public record BatchCosts(double loss, int examples, int layers, String last, boolean predictable, double validFrom, int draws,
        List<BatchCost> costs, List<Prediction> curve) {
    /** What T9 says that batches of a size add to the loss. */
    public record Prediction(int batch, double added) {}

    /** An expansion whose next order is a tenth of the first is off by about a tenth. */
    public static final double NEXT_ORDER = 0.1;

    /** Whether T9 holds for a batch size. */
    public boolean isValid(int batch) {
        return batch >= validFrom;
    }
}
