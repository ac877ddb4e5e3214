package bn.experiments.run;

import bn.experiments.network.Layer;
import bn.experiments.network.Network;
import bn.experiments.rate.BatchSpread;
import bn.experiments.rate.LayerMeasurement;
import bn.experiments.result.Csv;
import bn.experiments.result.OutputDirectory;
import bn.experiments.train.EpochMetrics;
import bn.theory.unit.UnitRate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The tables of a training run: the metrics of every epoch, the rates of every hidden unit after every epoch and, if it is recorded,
 * the motion of the weights of every unit before a normalization.
 */
final class RunTables implements AutoCloseable {
    private static final String EPOCH = "epoch";
    private static final String NO_GAMMA = "not applicable: no gamma";
    private static final String GAMMA_IS_0 = "not applicable: gamma is 0";

    private final RunTable metrics;
    private final RunTable rates;
    private final Optional<MotionTable> motion;

    /**
     * Tables in a folder.
     *
     * @param recordsMotion whether the motion of weights is recorded
     */
    RunTables(OutputDirectory folder, boolean recordsMotion) {
        motion = recordsMotion ? Optional.of(new MotionTable(folder)) : Optional.empty();
        metrics = new RunTable(folder, "metrics.csv", RowFormat.timed(List.of(EPOCH, "trainLoss", "trainAccuracy", "testLoss",
                "testAccuracy", "seconds", "examplesPerSecond"), 4));
        rates = new RunTable(folder, "rates.csv",
                RowFormat.of(List.of(EPOCH, "layer", "unit", "gamma", "lambda", "alpha", "alphaSignal",
                        "alphaNoise", "lambdaStandardError", "lambdaRms", "status"), 7,
                        ",(?:ok|" + NO_GAMMA + "|" + GAMMA_IS_0 + ")"));
    }

    /** All tables, in the order of their names. */
    private List<RunTable> all() {
        return Stream.of(Optional.of(metrics), motion.map(MotionTable::table), Optional.of(rates)).flatMap(Optional::stream)
                .toList();
    }

    /** Names of the files, in order. */
    Stream<String> files() {
        return all().stream().map(RunTable::file);
    }

    /** Begins tables without rows. */
    void begin() {
        all().forEach(RunTable::begin);
    }

    /**
     * Goes on with the rows of the epochs that are done.
     *
     * @param checksums of the tables with these epochs, by file
     * @return the files that have more rows, which will be written again
     * @throws bn.api.BnException if a file is damaged
     */
    List<String> restore(Network network, int epochs, Map<String, String> checksums) {
        List<String> longer = new ArrayList<>();
        restore(metrics, List.of(""), epochs, checksums, longer);
        restore(rates, keys(network), epochs, checksums, longer);
        motion.ifPresent(table -> restore(table.table(), MotionTable.keys(network), epochs, checksums, longer));
        return longer;
    }

    private static void restore(RunTable table, List<String> keys, int epochs, Map<String, String> checksums,
            List<String> longer) {
        if (table.restore(keys, epochs, checksums.get(table.file()))) {
            longer.add(table.file());
        }
    }

    /** The keys of the rows of an epoch: layer and unit, or the layer alone if it has no rates. */
    private static List<String> keys(Network network) {
        List<String> keys = new ArrayList<>();
        List<Layer> layers = network.normalizedLayers();
        for (int i = 0; i < layers.size(); i++) {
            int layer = i + 1;
            boolean gamma = layers.get(i).normalization().orElseThrow().gamma().isPresent();
            for (int unit = 1; unit <= (gamma ? layers.get(i).units() : 1); unit++) {
                keys.add("," + layer + "," + (gamma ? unit : ""));
            }
        }
        return keys;
    }

    /**
     * Adds the rows of an epoch to the files.
     *
     * @param moved how the weights moved; empty if that is not recorded
     */
    void add(EpochMetrics epoch, List<LayerMeasurement> measurements, List<MotionRecorder.Moved> moved) {
        metrics.row(epoch.epoch(), Csv.finite(epoch.trainLoss()), Csv.finite(epoch.trainAccuracy()), Csv.finite(epoch.testLoss()),
                Csv.finite(epoch.testAccuracy()), epoch.seconds(), epoch.examplesPerSecond());
        measurements.forEach(measurement -> add(epoch.epoch(), measurement));
        motion.ifPresent(table -> moved.forEach(layer -> table.add(epoch.epoch(), layer)));
        all().forEach(RunTable::append);
    }

    private void add(int epoch, LayerMeasurement measurement) {
        if (measurement.rates().isEmpty()) {
            rates.row(epoch, measurement.layer(), null, null, null, null, null, null, null, null, NO_GAMMA);
            return;
        }
        List<UnitRate> units = measurement.rates().get().units();
        BatchSpread spread = measurement.spread().orElseThrow();
        boolean l2 = measurement.hasL2();
        for (int k = 0; k < units.size(); k++) {
            UnitRate rate = units.get(k);
            rates.row(epoch, measurement.layer(), k + 1, rate.gamma(), Csv.finite(rate.lambda()),
                    l2 ? Csv.finite(rate.alpha()) : null,
                    l2 ? Csv.finite(rate.alphaSignal()) : null, l2 ? Csv.finite(rate.alphaNoise()) : null,
                    Csv.finite(spread.standardError()[k]), Csv.finite(spread.rms()[k]), rate.gamma() == 0 ? GAMMA_IS_0 : "ok");
        }
    }

    /** The checksums of the tables in their present state, by file. */
    Map<String, String> checksums() {
        Map<String, String> checksums = new TreeMap<>();
        all().forEach(table -> checksums.put(table.file(), table.sha256()));
        return checksums;
    }

    /** Waits until all rows are on the disk. */
    void sync() {
        all().forEach(RunTable::sync);
    }

    @Override
    public void close() {
        try (metrics; rates) {
            motion.ifPresent(MotionTable::close);
        }
    }
}
