package bn.monitor;

import bn.api.BnException;
import java.io.BufferedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the readings of a training run and writes them to its monitor folder: after each window of readings one row for each
 * layer and stream, and the channels anew. {@link #close} writes the readings since the last window, and that the run has
 * finished. For one thread.
 */
public final class Monitor implements AutoCloseable {
    private static final List<String> STEPS = List.of("step", "seconds", "loss", "learning_rate");

    private final Pace pace;
    private final ManifestFile description;
    private final MonitorFolder folder;
    private final Map<String, LayerWindow> windows = new LinkedHashMap<>();
    private final Map<String, ChannelTable> channels = new LinkedHashMap<>();
    private final Map<String, StreamWindow> streams = new LinkedHashMap<>();
    private final long start = System.nanoTime();
    private RunningMoments losses = new RunningMoments();
    private long step;
    private double learningRate = Double.NaN;
    private MonitorSettings described;
    private final Map<String, Long> leftOut = new LinkedHashMap<>();
    private boolean closed;

    /**
     * Starts a folder.
     *
     * @param path is created if needed
     * @throws bn.api.InvalidRequestException if another monitor writes there, or it has the readings of another run
     * @throws BnException if it cannot be written
     */
    public Monitor(Path path, MonitorSettings settings, RunDescription run) {
        this(path, new Pace(settings, System::nanoTime), run);
    }

    Monitor(Path path, Pace pace, RunDescription run) {
        this.pace = pace;
        described = pace.present();
        description = new ManifestFile(run);
        run.layers().forEach(each -> {
            windows.put(each.name(), new LayerWindow(each.name()));
            channels.put(each.name(), new ChannelTable(each));
        });
        run.streams().forEach(each -> streams.put(each.name(), new StreamWindow(each.name())));
        folder = MonitorFolder.create(path);
        try {
            describe(false);
        } catch (BnException e) {
            folder.close();
            throw e;
        }
    }

    /** Which steps are to be read. */
    public Pace pace() {
        return pace;
    }

    /**
     * Adds a reading. One with gradients that are infinite or NaN is left out as a whole, which is noted in monitor.json.
     *
     * @throws IllegalArgumentException if a layer or stream is not one of the run, or has another number of channels
     * @throws BnException if the folder cannot be written
     */
    public void add(StepReading reading) {
        if (!reading.layers().values().stream().allMatch(Reading::finite)) {
            leaveOut("gradients were infinite or NaN");
            return;
        }
        reading.layers().forEach((name, each) -> {
            of(channels, name).add(each);
            of(windows, name).add(each);
        });
        reading.streams().forEach((name, each) -> of(streams, name).add(each));
        step = reading.step();
        learningRate = reading.learningRate();
        pace.completeReading();
        if (pace.isRowDue()) {
            pace.beginRow();
            writeWindow();
            describeChange();
            pace.endRow();
        } else {
            describeChange();
        }
    }

    private void describeChange() {
        if (!pace.present().equals(described)) {
            describe(false);
        }
    }

    /** Notes in monitor.json that there is no reading at a step that should have one, and why. */
    public void leaveOut(String reason) {
        leftOut.merge(reason, 1L, Long::sum);
        describe(false);
    }

    /** Adds the mean loss of a batch; those of one window are averaged. */
    public void addLoss(double loss) {
        losses.add(loss);
    }

    /** Writes what is not yet written, and that the run has finished; unlocks the folder. A second call does nothing. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (pace.readings() > 0) {
                writeWindow();
            }
            describe(true);
        } finally {
            folder.close();
        }
    }

    private void writeWindow() {
        List<CsvRow> rows = new ArrayList<>();
        windows.values().stream().filter(each -> !each.isEmpty()).forEach(each -> rows.add(each.takeRow(step, learningRate)));
        folder.append("layers.csv", LayerWindow.HEADER, rows);
        folder.append("steps.csv", STEPS, List.of(new CsvRow().add(step).add((System.nanoTime() - start) / 1e9).add(losses.mean())
                .add(learningRate)));
        if (!streams.isEmpty()) {
            folder.append("streams.csv", StreamWindow.HEADER, streams.values().stream().filter(each -> !each.isEmpty())
                    .map(each -> each.takeRow(step)).toList());
        }
        folder.replace("channels.csv", out -> {
            BufferedOutputStream buffer = new BufferedOutputStream(out);
            buffer.write(utf8(CsvRow.header(ChannelTable.HEADER).line()));
            for (CsvRow each : channels.values().stream().flatMap(ChannelTable::rows).toList()) {
                buffer.write(utf8(each.line()));
            }
            buffer.flush();
        });
        folder.replace("channels.npz", out -> ChannelTable.write(channels.values(), new BufferedOutputStream(out)));
        losses = new RunningMoments();
    }

    private void describe(boolean finished) {
        List<String> notes = leftOut.entrySet().stream()
                .map(each -> "readings that were left out because " + each.getKey() + ": " + each.getValue()).toList();
        described = pace.present();
        folder.replace("monitor.json", out -> out.write(utf8(description.json(described, finished, notes))));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static <T> T of(Map<String, T> map, String name) {
        T value = map.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is not one of the monitored " + map.keySet());
        }
        return value;
    }
}
