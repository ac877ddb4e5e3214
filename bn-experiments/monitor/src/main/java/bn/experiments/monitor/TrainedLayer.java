package bn.experiments.monitor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** A layer of a training run of this program: the numbers of its units, made to those of the layer epoch by epoch. */
final class TrainedLayer {
    private final String name;
    private final SeriesTable table = new SeriesTable();
    private long epoch;
    private boolean gamma = true;
    private List<MonitoredChannel> units = new ArrayList<>();
    private List<MonitoredChannel> last = List.of();

    TrainedLayer(String name) {
        this.name = name;
    }

    /** Takes a unit of an epoch; the units of an epoch follow each other. */
    void add(long epoch, MonitoredChannel unit) {
        if (epoch != this.epoch) {
            endEpoch();
            this.epoch = epoch;
        }
        units.add(unit);
    }

    /** Takes that the layer has no gamma, and so no rates. */
    void withoutGamma() {
        gamma = false;
    }

    /**
     * Ends the file.
     *
     * @return what is to be said about it
     */
    Optional<String> end() {
        if (units.size() < last.size()) {
            return Optional.of(name + ": epoch " + epoch + " is not complete and was left out");
        }
        endEpoch();
        return Optional.empty();
    }

    private void endEpoch() {
        if (units.isEmpty()) {
            return;
        }
        List<MonitoredChannel> live = units.stream().filter(unit -> !unit.dead()).toList();
        table.add(epoch, mean(live, MonitoredChannel::lambda), rootMeanSquare(live, MonitoredChannel::lambda),
                rootMeanSquare(live, MonitoredChannel::lambdaSe),
                // A unit without gamma has no lambda, and adds 0 = -gamma dL/dgamma.
                values(units, unit -> unit.gamma() * unit.gamma() * unit.lambda()).sum(),
                rootMeanSquare(units, MonitoredChannel::gamma), units.size() - live.size(),
                mean(live, MonitoredChannel::alpha));
        last = units;
        units = new ArrayList<>();
    }

    private static DoubleStream values(List<MonitoredChannel> units, ToDoubleFunction<MonitoredChannel> value) {
        return units.stream().mapToDouble(value).filter(x -> !Double.isNaN(x));
    }

    private static double mean(List<MonitoredChannel> units, ToDoubleFunction<MonitoredChannel> value) {
        return values(units, value).average().orElse(Double.NaN);
    }

    private static double rootMeanSquare(List<MonitoredChannel> units, ToDoubleFunction<MonitoredChannel> value) {
        return Math.sqrt(values(units, value).map(x -> x * x).average().orElse(Double.NaN));
    }

    /** The layer over the epochs; what the files do not have is NaN. */
    MonitoredLayer layer() {
        double[] unknown = new double[table.steps().length];
        Arrays.fill(unknown, Double.NaN);
        return new MonitoredLayer(name, last.size(), null, gamma ? null : "has no gamma", table.steps(), unknown, table.column(0),
                unknown, table.column(1), table.column(2), table.column(3), unknown, unknown, table.column(4), unknown,
                table.column(5), table.column(6), unknown, unknown, unknown);
    }

    /** The units of the last complete epoch. */
    List<MonitoredChannel> channels() {
        return last;
    }
}
