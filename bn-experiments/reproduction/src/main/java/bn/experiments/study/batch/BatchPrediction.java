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
 * @param epsInGamma the full form with eps taken into gamma alone, as if batches moved the variance and eps alike
 */
record BatchPrediction(double gap, double twoTerms, double withoutPairs, double withoutKinks, double epsInGamma) {

    /**
     * For a smooth loss and batches of M examples that are drawn independently.
     *
     * @param epsInGamma the effect with eps 0 and gamma sqrt(kappa) for gamma
     */
    static BatchPrediction of(BatchEffect effect, BatchEffect epsInGamma, int batch) {
        return new BatchPrediction(effect.gap(batch), effect.gammaDecay() / batch, effect.diagonal() / batch, effect.gap(batch),
                epsInGamma.gap(batch));
    }

    /** For a layer below ReLU, whose eps is far below the variances. */
    static BatchPrediction of(ReluBatchEffect effect) {
        return new BatchPrediction(effect.gap(), effect.gammaDecay(), effect.gap() - effect.pairs(),
                effect.gap() - effect.kinks(), effect.gap());
    }
}
