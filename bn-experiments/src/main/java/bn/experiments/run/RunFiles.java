package bn.experiments.run;

import bn.experiments.network.Network;
import bn.experiments.network.SgdOptimizer;
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
 * a run is: tables that are ahead of it, because the writing was cut off between them, are cut back. Those of the last epoch are
 * on the disk when this is closed, those of others as often as that takes no more than a small part of the time.
 */
final class RunFiles implements AutoCloseable {
    static final String MANIFEST = "manifest.json";
    private static final String METRICS = "metrics.csv";
    private static final String RATES = "rates.csv";
    private static final String CHECKPOINT = "checkpoint.safetensors";
    private static final List<String> METRICS_HEADER = List.of("epoch", "trainLoss", "trainAccuracy", "testLoss", "testAccuracy",
            "seconds", "examplesPerSecond");
    private static final List<String> RATES_HEADER = List.of("epoch", "layer", "unit", "gamma", "lambda", "alpha", "alphaSignal",
            "alphaNoise", "status");

    private final OutputFolder folder;
    private final SyncPace pace = new SyncPace();
    private Csv metrics = new Csv(METRICS_HEADER);
    private Csv rates = new Csv(RATES_HEADER);

    RunFiles(OutputFolder folder) {
        this.folder = folder;
    }

    /**
     * Keeps other processes and threads from writing to the folder until this is closed.
     *
     * @throws bn.api.BnException if one does
     */
    void lock() {
        folder.lock();
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
        metrics = Csv.continuing(METRICS_HEADER, upTo(epochs, METRICS));
        rates = Csv.continuing(RATES_HEADER, upTo(epochs, RATES));
        network.restore(checkpoint.arrays());
        optimizer.restore(checkpoint.arrays());
        return epochs;
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
                rates.row(epoch.epoch(), reading.layer(), null, null, null, null, null, null, "not applicable: no gamma");
                continue;
            }
            int unit = 0;
            for (UnitRate rate : reading.rates().get().units()) {
                boolean l2 = reading.hasL2();
                rates.row(epoch.epoch(), reading.layer(), ++unit, rate.gamma(), finite(rate.lambda()),
                        l2 ? finite(rate.alpha()) : null, l2 ? finite(rate.alphaSignal()) : null,
                        l2 ? finite(rate.alphaNoise()) : null, rate.gamma() == 0 ? "not applicable: gamma is 0" : "ok");
            }
        }
    }

    private static Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    void write(RunManifest manifest, Network network, SgdOptimizer optimizer) {
        boolean sync = pace.begin();
        text(METRICS, metrics.toString(), sync);
        text(RATES, rates.toString(), sync);
        folder.write(CHECKPOINT, out -> Checkpoint.write(out, network, manifest.settings().get("norm").toString(),
                optimizer.state(), Map.of("epoch", String.valueOf(manifest.epochsDone()))), sync);
        text(MANIFEST, Json.text(manifest), sync);
        pace.end();
    }

    private void text(String name, String text, boolean sync) {
        folder.write(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)), sync);
    }

    @Override
    public void close() {
        folder.close();
    }
}
