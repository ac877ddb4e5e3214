package bn.experiments.reading;

import java.util.Arrays;
import java.util.List;

/**
 * The rate of a unit as the mean over its readings.
 *
 * @param unit its number in the file
 * @param gamma of the last step
 * @param dead whether |gamma| is so small in the last step that the unit has no rate
 * @param lambda mean of -(dL/dgamma) / gamma over the readings whose gamma is not too small; no readings if the unit is dead
 * @param alpha mean of lambda Var(u) / |w|^2; no readings if the unit is dead or they are not known
 * @param netRate mean of gamma^2 lambda = -gamma dL/dgamma, over all readings
 */
public record UnitReadings(long unit, double gamma, boolean dead, SeriesMean lambda, SeriesMean alpha, SeriesMean netRate) {

    /** From readings in the order of their steps, each weighted by its rows. */
    static UnitReadings of(long unit, List<GammaReading> readings) {
        GammaReading last = readings.get(readings.size() - 1);
        double[] weights = readings.stream().mapToDouble(GammaReading::rows).toArray();
        double[] lambda = readings.stream().mapToDouble(GammaReading::lambda).toArray();
        double[] alpha = readings.stream().mapToDouble(GammaReading::alpha).toArray();
        if (last.isDead()) {
            Arrays.fill(lambda, Double.NaN);
            Arrays.fill(alpha, Double.NaN);
        }
        return new UnitReadings(unit, last.gamma(), last.isDead(), SeriesMean.of(lambda, weights), SeriesMean.of(alpha, weights),
                SeriesMean.of(readings.stream().mapToDouble(GammaReading::netRate).toArray(), weights));
    }
}
