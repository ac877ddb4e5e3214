package bn.experiments.advice;

import bn.api.DType;
import bn.experiments.rate.NetworkMeasurement;
import bn.experiments.stream.GradientSizes;
import bn.experiments.stream.StreamBalance;
import java.util.List;

/**
 * What the gradients of batches say about a network, next to its rates.
 *
 * @param streams number of streams that have a balance
 * @param balanceError the largest relative error of the balance of a channel (T13)
 * @param rounding the largest that rounding explains
 * @param batches how many
 * @param gradients sizes of the gradients
 */
public record BatchReadings(int streams, double balanceError, double rounding, int batches, GradientSizes gradients) {
    /**
     * Limits of rounding: a balance relative to the sum of the sizes of its terms. A gradient that is a sum over 10^5 positions whose
     * signs cancel is about 300 times smaller than its terms, and a few layers of it in float32 are off by 1e-7 times that. Where the
     * balance does not hold, errors of 0.06 and more were seen.
     */
    private static final double SINGLE = 1e-3;
    private static final double DOUBLE = 1e-10;

    /** The readings of a measurement by batches. */
    public static BatchReadings of(NetworkMeasurement measurement, DType dtype, int batches, GradientSizes gradients) {
        List<StreamBalance> balances = measurement.streams().stream().filter(stream -> stream.balance().isPresent()).toList();
        return new BatchReadings(balances.size(), balances.stream().mapToDouble(StreamBalance::channelError).max().orElse(0),
                dtype == DType.FLOAT64 ? DOUBLE : SINGLE, batches, gradients);
    }
}
