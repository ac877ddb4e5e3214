package bn.experiments.run;

import bn.api.BnException;
import bn.experiments.network.Network;
import bn.experiments.network.SgdOptimizer;
import bn.experiments.rate.BatchSpread;
import bn.experiments.rate.LayerReading;
import bn.experiments.result.Json;
import bn.experiments.result.OutputFolder;
import bn.experiments.train.EpochMetrics;
import bn.theory.unit.UnitRate;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of a training run. After every epoch all of them are written anew, tables first and the manifest last. The checkpoint
 * decides how far a run is: tables that are ahead of it, because the writing was cut off between them, are cut back. The manifest has
 * checksums of the tables with the epochs that it knows, and may itself be of another epoch than the checkpoint. The files of the last
 * epoch are on the disk when this is closed, those of others as often as that takes no more than a small part of the time.
 */
final class RunFiles implements AutoCloseable {
    static final String MANIFEST = "manifest.json";
    private static final String CHECKPOINT = "checkpoint.safetensors";
    private static final String EPOCH = "epoch";
    private static final int MOST_DIGITS = 9;

    private final OutputFolder folder;
    private final SyncPace pace = new SyncPace();
    private final RunTable metrics = new RunTable("metrics.csv", List.of(EPOCH, "trainLoss", "trainAccuracy", "testLoss",
            "testAccuracy", "seconds", "examplesPerSecond"), 6, "");
    private final RunTable rates = new RunTable("rates.csv", List.of(EPOCH, "layer", "unit", "gamma", "lambda", "alpha", "alphaSignal",
            "alphaNoise", "lambdaStandardError", "lambdaRms", "status"), 7, ",(ok|not applicable: no gamma|not applicable: gamma is 0)");

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

    /** The files of a run without its manifest that are in the folder. */
    List<Path> remains() {
        return Stream.of(CHECKPOINT, metrics.file(), rates.file()).filter(folder::has).map(folder::file).toList();
    }

    /**
     * The manifest of the run in the folder.
     *
     * @throws BnException if it is damaged
     */
    RunManifest manifest() {
        try {
            return Json.read(Json.parse(folder.read(MANIFEST), "its content"), RunManifest.class, "its content");
        } catch (BnException e) {
            throw damaged(folder.file(MANIFEST), e.getMessage());
        }
    }

    /**
     * Takes over tables, parameters and velocities of the run in the folder.
     *
     * @param now the manifest of what is asked for, which that in the folder agrees with
     * @return how many epochs it has done
     * @throws BnException if the files are damaged or do not belong together
     */
    int restore(RunManifest old, RunManifest now, Network network, SgdOptimizer optimizer) {
        Path file = folder.file(CHECKPOINT);
        if (!folder.has(CHECKPOINT) && old.epochsDone() == 0) {
            return 0;
        }
        if (!folder.has(CHECKPOINT)) {
            throw damaged(file, "it is missing");
        }
        Checkpoint checkpoint = Checkpoint.read(file);
        int epochs = epoch(checkpoint);
        List<String> differences = new ArrayList<>();
        now.notes().forEach((key, text) -> differences.addAll(RunManifest.differences(
                tree(checkpoint.metadata().getOrDefault(key, "{}"), file), tree(text, file))));
        if (!differences.isEmpty()) {
            throw damaged(file, "it is of another run than manifest.json: " + String.join("; ", differences));
        }
        metrics.restore(folder, List.of(""), epochs, old.epochsDone(), old.tables().get(metrics.file()));
        rates.restore(folder, keys(network), epochs, old.epochsDone(), old.tables().get(rates.file()));
        checkpoint.restore(network);
        optimizer.state().keySet().stream().filter(name -> !checkpoint.stored().containsKey(name)).findFirst().ifPresent(name -> {
            throw damaged(file, "array '" + name + "' is missing");
        });
        optimizer.restore(checkpoint.arrays());
        return epochs;
    }

    private static JsonNode tree(String text, Path file) {
        return Json.parse(text.getBytes(StandardCharsets.UTF_8), "the metadata of " + file);
    }

    private static int epoch(Checkpoint checkpoint) {
        String text = checkpoint.metadata().getOrDefault(EPOCH, "none");
        if (!text.matches("[1-9]\\d{0," + (MOST_DIGITS - 1) + "}")) {
            throw damaged(checkpoint.file(), "its epoch is " + text);
        }
        return Integer.parseInt(text);
    }

    /** What the rows of an epoch begin with after its number: layer and unit, or the layer alone if it has no rates. */
    private static List<String> keys(Network network) {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < network.layers().size() - 1; i++) {
            int layer = i + 1;
            boolean gamma = network.layers().get(i).normalization().orElseThrow().gamma().isPresent();
            for (int unit = 1; unit <= (gamma ? network.layers().get(i).dense().outputs() : 1); unit++) {
                keys.add("," + layer + "," + (gamma ? unit : ""));
            }
        }
        return keys;
    }

    /** The error of a file of a run that cannot be gone on with. */
    static BnException damaged(Path file, String what) {
        return new BnException(file + " is damaged or not of this run: " + what
                + "; put back the file as bn train left it, or train again into another --out DIR");
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

    /** The checksums of the tables as they are now. */
    Map<String, String> checksums() {
        return new TreeMap<>(Map.of(metrics.file(), metrics.sha256(), rates.file(), rates.sha256()));
    }

    /** Begins a run: from then on the folder holds it, whenever the writing of further files is cut off. */
    void begin(RunManifest manifest) {
        folder.write(MANIFEST, Json.text(manifest));
    }

    void write(RunManifest manifest, Network network, SgdOptimizer optimizer) {
        boolean sync = pace.begin();
        text(metrics.file(), metrics.text(), sync);
        text(rates.file(), rates.text(), sync);
        Map<String, String> notes = manifest.notes();
        notes.put(EPOCH, String.valueOf(manifest.epochsDone()));
        folder.write(CHECKPOINT, out -> Checkpoint.write(out, network, manifest.settings().get("norm").toString(), optimizer.state(),
                notes), sync);
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
