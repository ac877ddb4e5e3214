package bn.experiments.stream;

/**
 * A mean over batches.
 *
 * @param mean NaN without a batch
 * @param standardError of the mean, if batches are independent of each other; NaN for fewer than two
 * @param batches how many
 */
public record BatchMean(double mean, double standardError, int batches) {

    /** The mean and its standard error times a factor. */
    public BatchMean times(double factor) {
        return new BatchMean(mean * factor, standardError * Math.abs(factor), batches);
    }
}
