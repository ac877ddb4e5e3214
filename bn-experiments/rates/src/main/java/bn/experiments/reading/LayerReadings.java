package bn.experiments.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * The rates of a layer as means over the steps at which it was read.
 *
 * @param layer its name
 * @param firstStep first of the steps
 * @param lastStep last of the steps
 * @param steps their number
 * @param rows mean number N of rows behind a reading, examples times positions; NaN if not known
 * @param dead number of units without a rate, because |gamma| is too small
 * @param lambdaRms root mean square of lambda over the other units; part of it is noise
 * @param lambdaNoise root mean square of the standard errors of lambda; NaN for one step
 * @param alphaMean mean of alpha over the units where it is known; NaN if there are none
 * @param netRate sum of gamma^2 lambda over all units, in units of the loss. Its standard error is that of the sums, since the units of a
 *     batch are correlated
 * @param clear number of units whose lambda is more than two standard errors from 0
 * @param clearByChance number of units that would be clear if every lambda were 0, by Student's t with steps - 1 degrees of freedom; NaN
 *     for one step
 * @param units the units
 */
public record LayerReadings(String layer, long firstStep, long lastStep, int steps, double rows, int dead, double lambdaRms,
        double lambdaNoise, double alphaMean, SeriesMean netRate, int clear, double clearByChance, List<UnitReadings> units) {
    private static final double CLEAR = 2;

    /**
     * Of a layer.
     *
     * @param readings by step and unit; each step has the same units
     * @param rowsKnown whether the numbers of rows are known
     */
    static LayerReadings of(String layer, SortedMap<Long, SortedMap<Long, GammaReading>> readings, boolean rowsKnown) {
        List<UnitReadings> units = new ArrayList<>();
        for (long unit : readings.get(readings.firstKey()).keySet()) {
            units.add(UnitReadings.of(unit, readings.values().stream().map(step -> step.get(unit)).toList()));
        }
        List<UnitReadings> live = units.stream().filter(unit -> !unit.dead()).toList();
        double[] rows = readings.values().stream().mapToDouble(step -> step.get(step.firstKey()).rows()).toArray();
        double[] net = readings.values().stream()
                .mapToDouble(step -> step.values().stream().mapToDouble(GammaReading::netRate).sum()).toArray();
        return new LayerReadings(layer, readings.firstKey(), readings.lastKey(), readings.size(),
                rowsKnown ? DoubleStream.of(rows).average().orElseThrow() : Double.NaN, units.size() - live.size(),
                rms(live, unit -> unit.lambda().mean()), rms(live, unit -> unit.lambda().standardError()),
                live.stream().mapToDouble(unit -> unit.alpha().mean()).filter(alpha -> !Double.isNaN(alpha)).average()
                        .orElse(Double.NaN),
                SeriesMean.of(net, rows), (int) live.stream().filter(unit -> unit.lambda().isClear()).count(),
                readings.size() == 1 ? Double.NaN
                        : live.stream().filter(unit -> unit.lambda().count() > 1)
                                .mapToDouble(unit -> StudentTail.probability(CLEAR, unit.lambda().count() - 1)).sum(),
                units);
    }

    private static double rms(List<UnitReadings> units, ToDoubleFunction<UnitReadings> value) {
        return Math.sqrt(units.stream().mapToDouble(value).filter(x -> !Double.isNaN(x)).map(x -> x * x).average()
                .orElse(Double.NaN));
    }

    /** Number of units that have a rate. */
    public int live() {
        return units.size() - dead;
    }
}
