package bn.experiments.monitor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads a monitor folder ({@code docs/monitoring.md}, version 1). For one folder at a time. */
final class MonitorFolder {
    static final String LAYERS = "layers.csv";
    private static final String STEPS = "steps.csv";
    private static final String STREAMS = "streams.csv";
    private static final String CHANNELS = "channels.csv";
    private static final String LAYER = "layer";
    private static final String STREAM = "stream";
    private static final String STEP = "step";
    private static final String READINGS = "readings";
    private static final List<String> LAYER_COLUMNS = List.of(STEP, LAYER, READINGS, "lambda_mean", "lambda_mean_se",
            "lambda_rms",
            "lambda_noise", "net_rate", "net_rate_se", "shift", "gamma_rms", "beta_rms", "dead", "alpha_mean", "weight_norm",
            "effective_learning_rate", "angle");
    private static final List<String> STEP_COLUMNS = List.of(STEP, "seconds", "loss", "learning_rate");
    private static final List<String> STREAM_COLUMNS = List.of(STEP, STREAM, READINGS, "net_rate", "shift", "writers",
            "consumers", "error");
    private static final List<String> CHANNEL_COLUMNS = List.of(LAYER, "channel", READINGS, "lambda", "lambda_se", "gamma",
            "gamma_grad", "beta", "beta_grad", "variance", "weight_norm2", "alpha", "alpha_se");

    private final Path folder;
    private final MonitorManifest manifest;
    private final List<String> notes;
    private final Map<String, SeriesTable> layers = new LinkedHashMap<>();
    private final Map<String, SeriesTable> streams = new LinkedHashMap<>();
    private final SeriesTable steps = new SeriesTable();
    private final List<MonitoredChannel> channels = new ArrayList<>();

    private MonitorFolder(Path folder) {
        this.folder = folder;
        Path file = folder.resolve(MonitorManifest.FILE);
        manifest = MonitorManifest.of(RunFolder.bytes(file), file.toString());
        notes = new ArrayList<>(manifest.notes());
        manifest.layers().forEach(layer -> layers.put(layer.name(), new SeriesTable()));
        manifest.streams().forEach(stream -> streams.put(stream.name(), new SeriesTable()));
    }

    static boolean isOne(Path folder) {
        return Files.isRegularFile(folder.resolve(MonitorManifest.FILE));
    }

    /** The names of the files. */
    static Stream<String> files() {
        return Stream.of(MonitorManifest.FILE, LAYERS, STEPS, STREAMS, CHANNELS);
    }

    static MonitoredRun read(Path folder) {
        MonitorFolder reader = new MonitorFolder(folder);
        reader.readLayers();
        reader.readSteps();
        if (!reader.streams.isEmpty()) {
            reader.readStreams();
        }
        reader.readChannels();
        return reader.run();
    }

    private void readLayers() {
        table(LAYERS, LAYER_COLUMNS, row -> add(row, LAYER, layers));
    }

    private void readSteps() {
        table(STEPS, STEP_COLUMNS, row -> steps.add(row.whole(STEP), row.numbersFrom("seconds")));
    }

    private void readStreams() {
        table(STREAMS, STREAM_COLUMNS, row -> add(row, STREAM, streams));
    }

    private void readChannels() {
        table(CHANNELS, CHANNEL_COLUMNS, row -> {
            find(row, LAYER, layers);
            double[] numbers = row.numbersFrom(READINGS);
            channels.add(new MonitoredChannel(row.text(LAYER), (int) row.whole("channel"), numbers[0], numbers[1], numbers[2],
                    numbers[3], numbers[4], numbers[5], numbers[6], numbers[7], numbers[8], numbers[9], numbers[10]));
        });
    }

    private void table(String name, List<String> columns, Consumer<CsvRow> rows) {
        new CsvTable(folder.resolve(name), columns).read(rows).ifPresent(notes::add);
    }

    private void add(CsvRow row, String kind, Map<String, SeriesTable> tables) {
        long step = row.whole(STEP);
        int removed = find(row, kind, tables).add(step, row.numbersFrom(READINGS));
        if (removed > 0) {
            notes.add("the run went back to step " + step + ": earlier rows of " + kind + " " + row.text(kind)
                    + " from there on were left out: " + removed);
        }
    }

    private static SeriesTable find(CsvRow row, String kind, Map<String, SeriesTable> tables) {
        SeriesTable table = tables.get(row.text(kind));
        if (table == null) {
            throw row.wrong("is of " + kind + " '" + CsvRow.shown(row.text(kind)) + "', which is not in " + MonitorManifest.FILE);
        }
        return table;
    }

    private MonitoredRun run() {
        long step = layers.values().stream().mapToLong(SeriesTable::lastStep).max().orElse(0);
        return new MonitoredRun(folder.toString(), manifest.writer(), manifest.framework(), manifest.model(), STEP,
                Math.max(step, steps.lastStep()), manifest.finished() != null, MonitoredLayer.last(steps.column(0)), notes,
                new MonitoredSteps(steps.steps(), steps.column(1), steps.column(2)),
                manifest.layers().stream().map(this::layer).toList(), manifest.streams().stream().map(this::stream).toList(),
                channels);
    }

    private MonitoredLayer layer(MonitorManifest.Layer layer) {
        SeriesTable table = layers.get(layer.name());
        return new MonitoredLayer(layer.name(), layer.channels(), layer.linear(), layer.note(), table.steps(), table.column(0),
                table.column(1), table.column(2), table.column(3), table.column(4), table.column(5), table.column(6),
                table.column(7), table.column(8), table.column(9), table.column(10), table.column(11), table.column(12),
                table.column(13), table.column(14));
    }

    private MonitoredStream stream(MonitorManifest.Stream stream) {
        SeriesTable table = streams.get(stream.name());
        return new MonitoredStream(stream.name(), stream.writers(), stream.consumers(), table.steps(), table.column(1),
                table.column(2), table.column(3), table.column(4), table.column(5));
    }
}
