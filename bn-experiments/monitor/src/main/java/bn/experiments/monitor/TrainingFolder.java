package bn.experiments.monitor;

import bn.experiments.result.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads the folder of a training run of this program: {@code metrics.csv}, {@code rates.csv} and {@code manifest.json}. Epochs
 * are the steps. For one folder at a time.
 */
final class TrainingFolder {
    static final String METRICS = "metrics.csv";
    static final String RATES = "rates.csv";
    private static final String MANIFEST = "manifest.json";
    private static final String EPOCH = "epoch";
    private static final List<String> METRICS_COLUMNS = List.of(EPOCH, "trainLoss", "trainAccuracy", "testLoss", "testAccuracy",
            "seconds", "examplesPerSecond");
    private static final List<String> RATES_COLUMNS = List.of(EPOCH, "layer", "unit", "gamma", "lambda", "alpha", "alphaSignal",
            "alphaNoise", "lambdaStandardError", "lambdaRms", "status");

    private final Path folder;
    private final List<String> notes = new ArrayList<>(
            List.of("steps are epochs: the rates are measured after each epoch, on whole batches"));
    private final SeriesTable metrics = new SeriesTable();
    private final Map<Long, TrainedLayer> layers = new LinkedHashMap<>();
    private double seconds;

    private TrainingFolder(Path folder) {
        this.folder = folder;
    }

    static boolean isOne(Path folder) {
        return Files.isRegularFile(folder.resolve(METRICS)) && Files.isRegularFile(folder.resolve(RATES));
    }

    /** The names of the files. */
    static Stream<String> files() {
        return Stream.of(MANIFEST, METRICS, RATES);
    }

    static MonitoredRun read(Path folder) {
        TrainingFolder reader = new TrainingFolder(folder);
        reader.readMetrics();
        reader.readRates();
        return reader.run();
    }

    private void readMetrics() {
        new CsvTable(folder.resolve(METRICS), METRICS_COLUMNS).read(row -> {
            metrics.add(row.whole(EPOCH), row.number("trainLoss"));
            seconds += row.number("seconds");
        }).ifPresent(notes::add);
    }

    private void readRates() {
        new CsvTable(folder.resolve(RATES), RATES_COLUMNS).read(row -> {
            TrainedLayer layer = layers.computeIfAbsent(row.whole("layer"), number -> new TrainedLayer(name(number)));
            if (row.text("unit").isEmpty()) {
                layer.withoutGamma();
            } else {
                layer.add(row.whole(EPOCH), unit(row));
            }
        }).ifPresent(notes::add);
        layers.values().forEach(layer -> layer.end().ifPresent(notes::add));
    }

    private static String name(long layer) {
        return "layer " + layer;
    }

    private static MonitoredChannel unit(CsvRow row) {
        double unknown = Double.NaN;
        return new MonitoredChannel(name(row.whole("layer")), (int) row.whole("unit") - 1, unknown, row.number("lambda"),
                row.number("lambdaStandardError"), row.number("gamma"), unknown, unknown, unknown, unknown, unknown,
                row.number("alpha"), unknown);
    }

    private MonitoredRun run() {
        Path file = folder.resolve(MANIFEST);
        JsonField root = new JsonField(Json.parse(RunFolder.bytes(file), file.toString()), file.toString(), "");
        JsonField settings = root.get("settings");
        double[] learningRate = new double[metrics.steps().length];
        // A schedule changes it within epochs.
        Arrays.fill(learningRate, "constant".equals(settings.get("schedule").textOrNull())
                ? settings.get("lr").numberOrNaN() : Double.NaN);
        return new MonitoredRun(folder.toString(), "bn " + root.get("provenance").get("bn").text(), "bn",
                settings.get("arch").text(), EPOCH, metrics.lastStep(),
                root.get("epochsDone").whole() >= settings.get("epochs").whole(), seconds, notes,
                new MonitoredSteps(metrics.steps(), metrics.column(0), learningRate),
                layers.values().stream().map(TrainedLayer::layer).toList(), List.of(),
                layers.values().stream().flatMap(layer -> layer.channels().stream()).toList());
    }
}
