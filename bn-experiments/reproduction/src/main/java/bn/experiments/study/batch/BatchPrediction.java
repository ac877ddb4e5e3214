package bn.experiments.study.batch;

import bn.theory.batch.BatchEffect;
import bn.theory.batch.ReluBatchEffect;

/**
 * What T9 says that the statistics of batches of a size add to the expected loss of an example.
 *
 * @param gap the full first order
 * @param twoTerms the two-term form of Luo et al. (2019)
 * @param withoutPairs the full form without the covariances of two channels
 * @param withoutKinks the full form without the kinks of ReLU
 */
record BatchPrediction(double gap, double twoTerms, double withoutPairs, double withoutKinks) {

    /** For a smooth loss and batches of M examples that are drawn independently. */
    static BatchPrediction of(BatchEffect effect, int batch) {
        return new BatchPrediction(effect.gap(batch), effect.gammaDecay() / batch, effect.diagonal() / batch, effect.gap(batch));
    }

    /** For a layer below ReLU. */
    static BatchPrediction of(ReluBatchEffect effect) {
        return new BatchPrediction(effect.gap(), effect.gammaDecay(), effect.gap() - effect.pairs(),
                effect.gap() - effect.kinks());
    }
}
