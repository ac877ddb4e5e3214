package bn.experiments.run;

import bn.api.UsageException;
import bn.experiments.network.Network;
import bn.experiments.network.SgdOptimizer;
import bn.experiments.rate.BatchSpread;
import bn.experiments.rate.LayerReading;
import bn.experiments.result.Csv;
import bn.experiments.result.Json;
import bn.experiments.result.OutputFolder;
import bn.experiments.result.Safetensors;
import bn.experiments.train.EpochMetrics;
import bn.theory.unit.UnitRate;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of a training run. After every epoch all of them are written anew, tables first. The checkpoint decides how far
 * a run is: tables that are ahead of it, because the writing was cut off between them, are cut back.
 */
final class RunFiles {
    static final String MANIFEST = "manifest.json";
    private static final String METRICS = "metrics.csv";
    private static final String RATES = "rates.csv";
    private static final String CHECKPOINT = "checkpoint.safetensors";
    private static final List<String> METRICS_HEADER = List.of("epoch", "trainLoss", "trainAccuracy", "testLoss", "testAccuracy",
            "seconds", "examplesPerSecond");
    private static final List<String> RATES_HEADER = List.of("epoch", "layer", "unit", "gamma", "lambda", "alpha", "alphaSignal",
            "alphaNoise", "lambdaStandardError", "lambdaRms", "status");

    private final OutputFolder folder;
    private Csv metrics = new Csv(METRICS_HEADER);
    private Csv rates = new Csv(RATES_HEADER);

    RunFiles(OutputFolder folder) {
        this.folder = folder;
    }

    /** Whether the folder holds a run. */
    boolean exist() {
        return folder.has(MANIFEST);
    }

    /** The manifest of the run in the folder. */
    JsonNode manifest() {
        return Json.parse(folder.read(MANIFEST), folder.file(MANIFEST).toString());
    }

    /**
     * Takes over tables, parameters and velocities of the run in the folder.
     *
     * @return how many epochs it has done
     */
    int restore(Network network, SgdOptimizer optimizer) {
        Safetensors.Contents checkpoint = Safetensors.read(folder.file(CHECKPOINT));
        int epochs = Integer.parseInt(checkpoint.metadata().getOrDefault("epoch", "0"));
        metrics = table(METRICS_HEADER, upTo(epochs, METRICS), METRICS);
        rates = table(RATES_HEADER, upTo(epochs, RATES), RATES);
        network.restore(checkpoint.arrays());
        optimizer.restore(checkpoint.arrays());
        return epochs;
    }

    private Csv table(List<String> header, String rows, String table) {
        try {
            return Csv.continuing(header, rows);
        } catch (IllegalArgumentException e) {
            throw new UsageException(folder.file(table) + " has other columns than this version of bn writes ("
                    + String.join(",", header) + "), so the run cannot be resumed; train again into another --out DIR");
        }
    }

    /** The lines of a table up to an epoch, which is their first cell. */
    private String upTo(int epoch, String table) {
        List<String> lines = new String(folder.read(table), StandardCharsets.UTF_8).lines().toList();
        return Stream.concat(lines.stream().limit(1),
                lines.stream().skip(1).filter(line -> Integer.parseInt(line.substring(0, line.indexOf(','))) <= epoch))
                .map(line -> line + "\n").collect(Collectors.joining());
    }

    void add(EpochMetrics epoch, List<LayerReading> readings) {
        metrics.row(epoch.epoch(), finite(epoch.trainLoss()), finite(epoch.trainAccuracy()), finite(epoch.testLoss()),
                finite(epoch.testAccuracy()), epoch.seconds(), epoch.examplesPerSecond());
        for (LayerReading reading : readings) {
            if (reading.rates().isEmpty()) {
                rates.row(epoch.epoch(), reading.layer(), null, null, null, null, null, null, null, null,
                        "not applicable: no gamma");
                continue;
            }
            List<UnitRate> units = reading.rates().get().units();
            BatchSpread spread = reading.spread().orElseThrow();
            for (int k = 0; k < units.size(); k++) {
                UnitRate rate = units.get(k);
                boolean l2 = reading.hasL2();
                rates.row(epoch.epoch(), reading.layer(), k + 1, rate.gamma(), finite(rate.lambda()),
                        l2 ? finite(rate.alpha()) : null, l2 ? finite(rate.alphaSignal()) : null,
                        l2 ? finite(rate.alphaNoise()) : null, finite(spread.standardError()[k]), finite(spread.rms()[k]),
                        rate.gamma() == 0 ? "not applicable: gamma is 0" : "ok");
            }
        }
    }

    private static Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    void write(RunManifest manifest, Network network, SgdOptimizer optimizer) {
        folder.write(METRICS, metrics.toString());
        folder.write(RATES, rates.toString());
        folder.write(CHECKPOINT, out -> Checkpoint.write(out, network, manifest.settings().get("norm").toString(),
                optimizer.state(), Map.of("epoch", String.valueOf(manifest.epochsDone()))));
        folder.write(MANIFEST, Json.text(manifest));
    }
}
