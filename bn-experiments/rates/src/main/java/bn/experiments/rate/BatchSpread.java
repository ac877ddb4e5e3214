package bn.experiments.rate;

/**
 * How the rates of a layer's units differ from batch to batch, where a rate is a mean over batches.
 *
 * @param batches their number B
 * @param standardError of the mean rate of each unit, as of B independent batches: their standard deviation (divisor B - 1) over
 *     root B; NaN for a single batch, or without a rate
 * @param rms root mean square over the batches of each unit's rate; NaN without a rate
 */
public record BatchSpread(int batches, double[] standardError, double[] rms) {

    /**
     * From gradients with respect to gamma.
     *
     * @param gamma scale of each unit, the same in all batches
     * @param mean gradient of each unit
     * @param squares sum of the squared deviations from it
     */
    static BatchSpread of(int batches, double[] gamma, double[] mean, double[] squares) {
        BatchSpread spread = new BatchSpread(batches, new double[gamma.length], new double[gamma.length]);
        for (int k = 0; k < gamma.length; k++) {
            double scale = gamma[k] == 0 ? Double.NaN : Math.abs(gamma[k]);
            double variance = batches == 1 ? Double.NaN : squares[k] / (batches - 1);
            spread.standardError[k] = Math.sqrt(variance / batches) / scale;
            spread.rms[k] = Math.sqrt(mean[k] * mean[k] + squares[k] / batches) / scale;
        }
        return spread;
    }
}
