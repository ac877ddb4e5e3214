package bn.experiments.run;

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
import java.util.TreeMap;
import java.util.stream.Stream;

/** The tables of a training run: the metrics of every epoch, and the rates of every hidden unit after every epoch. */
final class RunTables implements AutoCloseable {
    private static final String EPOCH = "epoch";
    private static final String NO_GAMMA = "not applicable: no gamma";
    private static final String GAMMA_IS_0 = "not applicable: gamma is 0";

    private final RunTable metrics;
    private final RunTable rates;

    RunTables(OutputDirectory folder) {
        metrics = new RunTable(folder, "metrics.csv", RowFormat.timed(List.of(EPOCH, "trainLoss", "trainAccuracy", "testLoss",
                "testAccuracy", "seconds", "examplesPerSecond"), 4));
        rates = new RunTable(folder, "rates.csv",
                RowFormat.of(List.of(EPOCH, "layer", "unit", "gamma", "lambda", "alpha", "alphaSignal",
                        "alphaNoise", "lambdaStandardError", "lambdaRms", "status"), 7,
                        ",(?:ok|" + NO_GAMMA + "|" + GAMMA_IS_0 + ")"));
    }

    /** Names of the files. */
    Stream<String> files() {
        return Stream.of(metrics.file(), rates.file());
    }

    /** Begins tables without rows. */
    void begin() {
        metrics.begin();
        rates.begin();
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
        if (metrics.restore(List.of(""), epochs, checksums.get(metrics.file()))) {
            longer.add(metrics.file());
        }
        if (rates.restore(keys(network), epochs, checksums.get(rates.file()))) {
            longer.add(rates.file());
        }
        return longer;
    }

    /** The keys of the rows of an epoch: layer and unit, or the layer alone if it has no rates. */
    private static List<String> keys(Network network) {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < network.layers().size() - 1; i++) {
            int layer = i + 1;
            boolean gamma = network.layers().get(i).normalization().orElseThrow().gamma().isPresent();
            for (int unit = 1; unit <= (gamma ? network.layers().get(i).linear().units() : 1); unit++) {
                keys.add("," + layer + "," + (gamma ? unit : ""));
            }
        }
        return keys;
    }

    /** Adds the rows of an epoch to the files. */
    void add(EpochMetrics epoch, List<LayerMeasurement> measurements) {
        metrics.row(epoch.epoch(), Csv.finite(epoch.trainLoss()), Csv.finite(epoch.trainAccuracy()), Csv.finite(epoch.testLoss()),
                Csv.finite(epoch.testAccuracy()), epoch.seconds(), epoch.examplesPerSecond());
        measurements.forEach(measurement -> add(epoch.epoch(), measurement));
        metrics.append();
        rates.append();
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
        return new TreeMap<>(Map.of(metrics.file(), metrics.sha256(), rates.file(), rates.sha256()));
    }

    /** Waits until all rows are on the disk. */
    void sync() {
        metrics.sync();
        rates.sync();
    }

    @Override
    public void close() {
        try (metrics) {
            rates.close();
        }
    }
}
