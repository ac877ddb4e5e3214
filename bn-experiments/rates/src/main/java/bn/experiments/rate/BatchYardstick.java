package bn.experiments.rate;

import bn.theory.batch.InverseDeviation;
import bn.theory.batch.ReluBatchEffect;
import java.util.List;

/**
 * For which batches T9 holds. Its next order is not known; this is the next order of the two expansions that it consists of. That of the
 * deviations of the units is {@link InverseDeviation}. That of the loss: noise of variance tau^2 on an output adds half of tau^2 times the
 * second derivative and, in the next order, an eighth of tau^4 times the fourth. For a cross-entropy and the difference of two outputs
 * the fourth derivative is at most the second, p (1 - p), so that the ratio is at most tau^2 / 4; and tau^2 of the difference is twice
 * that of an output.
 *
 * @param inverse of each unit
 * @param outputVariance M times the variance that the noise of the statistics gives to an output of the network, in the mean over outputs
 *     and examples; 0 for a squared loss, which has no higher derivatives
 */
record BatchYardstick(List<InverseDeviation> inverse, double outputVariance) {

    /**
     * The least batch size at which the next order is at most {@link BatchCosts#NEXT_ORDER} of the first.
     *
     * @param effect at a batch of fewer than all examples, whose terms weight the units
     * @param examples their number N
     * @return NaN if it holds for no batch of fewer than N examples
     */
    double validFrom(ReluBatchEffect effect, int examples) {
        double from = Math.ceil((deviations(effect) + outputVariance / 2) / BatchCosts.NEXT_ORDER);
        return from < examples ? Math.max(2, from) : Double.NaN;
    }

    /** M times the ratio of the second order to the first in the mean over the units; NaN if all terms are 0. */
    private double deviations(ReluBatchEffect effect) {
        double weights = 0;
        double sum = 0;
        for (int k = 0; k < inverse.size(); k++) {
            double weight = Math.abs(effect.channel(k));
            weights += weight;
            sum += weight * inverse.get(k).relativeSize();
        }
        return sum / weights;
    }
}
