package bn.experiments.rate;

import bn.experiments.stream.BatchMean;

/**
 * What the statistics of batches of one size add to the expected loss of an example, above the loss with the statistics of all examples.
 * NaN stands for what is not known or was not measured.
 *
 * @param batch M
 * @param predicted by T9, for the statistics of the last normalization alone, to first order in 1/M
 * @param last measured with the batch's statistics in the last normalization alone
 * @param all measured with the batch's statistics in all normalizations, as in training
 */
public record BatchCost(int batch, double predicted, Drawn last, Drawn all) {

    /**
     * A mean over drawn batches.
     *
     * @param mean of the differences of the batches' mean losses
     * @param standardError of the mean; batches are independent of each other
     */
    public record Drawn(double mean, double standardError) {

        static Drawn of(BatchMean mean) {
            return new Drawn(mean.mean(), mean.standardError());
        }
    }
}
