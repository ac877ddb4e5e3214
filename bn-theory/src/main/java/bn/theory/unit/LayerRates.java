package bn.theory.unit;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The rates of all units of one batch-normalized layer at one gradient (T3).
 *
 * @param units the rate of each unit
 */
public record LayerRates(List<UnitRate> units) {

    /** Takes an unmodifiable copy. */
    public LayerRates {
        units = List.copyOf(units);
    }

    /**
     * The rates of a layer of K units; all arrays have length K. The parameters are those of {@link UnitRate}.
     *
     * @throws IllegalArgumentException if the lengths differ
     */
    public static LayerRates of(double[] gamma, double[] gammaGradient, double[] variance, double eps, double[] squaredNorm,
            double noiseSigma) {
        int k = gamma.length;
        if (gammaGradient.length != k || variance.length != k || squaredNorm.length != k) {
            throw new IllegalArgumentException("the layer has " + k + " gammas, " + gammaGradient.length + " gradients, "
                    + variance.length + " variances and " + squaredNorm.length + " norms; each unit needs one of each");
        }
        return new LayerRates(IntStream.range(0, k)
                .mapToObj(i -> new UnitRate(gamma[i], gammaGradient[i], variance[i], eps, squaredNorm[i], noiseSigma))
                .toList());
    }

    /** Count, mean, minimum and maximum of a value such as {@code UnitRate::lambda}, over the units where it is not NaN. */
    public DoubleSummaryStatistics summary(ToDoubleFunction<UnitRate> value) {
        return units.stream().mapToDouble(value).filter(x -> !Double.isNaN(x)).summaryStatistics();
    }
}
