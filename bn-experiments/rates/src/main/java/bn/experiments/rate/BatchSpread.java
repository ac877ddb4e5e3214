package bn.experiments.rate;

import bn.experiments.stream.BatchMean;

/**
 * How much the rates of a layer's units vary between batches, where a rate is a mean over batches.
 *
 * @param netRate mean of the layer's net rate, the sum of gamma^2 lambda = -gamma dL/dgamma over all units, with its standard error:
 *     the units of a batch are not independent of each other, so this is not a sum of their errors
 * @param standardError standard error of each unit's mean rate: the standard deviation over the B batches (divisor B - 1) divided
 *     by the square root of B; NaN for a single batch, and for a unit without a rate
 * @param rms root mean square of each unit's rate over the batches; NaN for a unit without a rate
 */
public record BatchSpread(BatchMean netRate, double[] standardError, double[] rms) {

    /**
     * From gradients with respect to gamma.
     *
     * @param gamma scale of each unit, the same in all batches
     * @param mean gradient of each unit
     * @param squares sum of the squared deviations from it
     */
    static BatchSpread of(BatchMean netRate, double[] gamma, double[] mean, double[] squares) {
        int batches = netRate.batches();
        BatchSpread spread = new BatchSpread(netRate, new double[gamma.length], new double[gamma.length]);
        for (int k = 0; k < gamma.length; k++) {
            double scale = gamma[k] == 0 ? Double.NaN : Math.abs(gamma[k]);
            double variance = batches == 1 ? Double.NaN : squares[k] / (batches - 1);
            spread.standardError[k] = Math.sqrt(variance / batches) / scale;
            spread.rms[k] = Math.sqrt(mean[k] * mean[k] + squares[k] / batches) / scale;
        }
        return spread;
    }

    /** Number B of the batches. */
    public int batches() {
        return netRate.batches();
    }
}
