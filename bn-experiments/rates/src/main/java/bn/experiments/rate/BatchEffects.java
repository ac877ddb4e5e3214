package bn.experiments.rate;

import bn.theory.batch.InverseDeviation;
import bn.theory.batch.ReluBatchEffect;
import java.util.List;

/**
 * T9 for the last hidden layer at several batch sizes.
 *
 * @param effects one for each size
 * @param inverse the expansion of each unit's inverse deviation, a yardstick for the sizes that T9 holds for
 */
record BatchEffects(List<ReluBatchEffect> effects, List<InverseDeviation> inverse) {

    /**
     * The least batch size at which the next order is at most {@link BatchCosts#NEXT_ORDER} of the first: in the mean over the units of
     * the inverse deviations, weighted by the sizes of the units' terms in T9. They are taken at the largest batch of fewer than all
     * examples, where T9 is nearest to the truth.
     *
     * @param examples their number N
     * @return NaN if it holds for no batch of fewer than N examples
     */
    double validFrom(int examples) {
        double from = effects.stream().filter(effect -> effect.factor() > 0).reduce((smaller, larger) -> larger)
                .map(effect -> Math.ceil(nextOrder(effect) / BatchCosts.NEXT_ORDER)).orElse(Double.NaN);
        return from < examples ? Math.max(2, from) : Double.NaN;
    }

    /** M times the ratio of the second order to the first; NaN if all terms are 0. */
    private double nextOrder(ReluBatchEffect effect) {
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
