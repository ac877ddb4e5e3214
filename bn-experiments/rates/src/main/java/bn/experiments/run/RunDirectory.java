package bn.experiments.run;

import bn.api.BnException;
import bn.experiments.network.Network;
import bn.experiments.network.NetworkSpec;
import bn.experiments.network.Optimizer;
import bn.experiments.rate.LayerMeasurement;
import bn.experiments.result.Json;
import bn.experiments.result.OutputDirectory;
import bn.experiments.train.EpochMetrics;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The directory with the files of a training run. A commit brings an epoch to the disk: first the rows of the tables, then the
 * checkpoint, at last the manifest, which has the checksums of the other files. If a commit is cut off, the manifest is still
 * that of the commit before. The checkpoint that it names is kept until the next manifest is on the disk, and rows that were
 * added since are cut off when the run is resumed. If epochs are so short that commits would take a large part of the time, some
 * epochs have none; the last epoch always has one.
 */
final class RunDirectory implements AutoCloseable {
    static final String MANIFEST = "manifest.json";
    private static final String EPOCH = "epoch";

    private final OutputDirectory folder;
    private final CommitSchedule schedule;
    private final RunTables tables;
    private final RunCheckpoint checkpoint;
    private boolean begun;
    private Epoch pending;
    private final List<Runnable> reports = new ArrayList<>();

    /**
     * An epoch that is not on the disk yet.
     *
     * @param manifest with the checksums of the tables
     * @param arrays parameters, running statistics and the optimizer's state by name
     */
    private record Epoch(RunManifest manifest, NetworkSpec network, Map<String, double[]> arrays) {}

    /**
     * A directory.
     *
     * @param recordsMotion whether the run records the motion of weights
     */
    RunDirectory(OutputDirectory folder, boolean recordsMotion) {
        this(folder, recordsMotion, new CommitSchedule());
    }

    RunDirectory(OutputDirectory folder, boolean recordsMotion, CommitSchedule schedule) {
        this.folder = folder;
        this.schedule = schedule;
        tables = new RunTables(folder, recordsMotion);
        checkpoint = new RunCheckpoint(folder);
    }

    /**
     * Keeps other processes and threads from writing to the folder until this is closed.
     *
     * @throws BnException if another one has locked it
     */
    void lock() {
        folder.lock();
    }

    /** Whether the folder holds a run. */
    boolean holdsRun() {
        return folder.has(MANIFEST);
    }

    /** The files of a run without its manifest that are in the folder. */
    List<Path> filesWithoutManifest() {
        return Stream.concat(Stream.of(RunCheckpoint.FILE), new RunTables(folder, true).files()).filter(folder::has)
                .map(folder::file).toList();
    }

    /**
     * The manifest of the run in the folder.
     *
     * @throws BnException if it is damaged
     */
    RunManifest manifest() {
        RunManifest manifest;
        try {
            manifest = Json.read(Json.parse(folder.read(MANIFEST), "its content"), RunManifest.class, "its content");
        } catch (BnException e) {
            throw damaged(folder.file(MANIFEST), e.getMessage());
        }
        // The run in the folder may record something else than the one that is asked for.
        List<String> expected = manifest.epochsDone() == 0 ? List.of()
                : Stream.concat(Stream.of(RunCheckpoint.FILE), new RunTables(folder, manifest.recordsMotion()).files()).toList();
        if (manifest.epochsDone() < 0 || !List.copyOf(manifest.sha256().keySet()).equals(expected)) {
            throw damaged(folder.file(MANIFEST), "with " + manifest.epochsDone() + " epochs done it names the files "
                    + manifest.sha256().keySet());
        }
        return manifest;
    }

    /**
     * Restores tables, parameters and optimizer of the run in the folder, as they were at its last commit.
     *
     * @param now the manifest of the run that is asked for; it agrees with the one in the folder
     * @param notes takes what a user should know
     * @return the number of epochs that are done
     * @throws BnException if the files are damaged or do not belong together
     */
    int restore(RunManifest old, RunManifest now, Network network, Optimizer optimizer, Consumer<String> notes) {
        int epochs = old.epochsDone();
        if (epochs == 0) {
            return 0;
        }
        Path file = checkpoint.find(old.sha256().get(RunCheckpoint.FILE), epochs, notes);
        Checkpoint found = Checkpoint.read(file);
        if (!String.valueOf(epochs).equals(found.metadata().get(EPOCH))) {
            throw damaged(file, epochs, "its epoch is " + found.metadata().get(EPOCH));
        }
        List<String> differences = new ArrayList<>();
        now.notes().forEach((key, text) -> differences.addAll(RunManifest.differences(
                tree(found.metadata().getOrDefault(key, "{}"), file), tree(text, file))));
        if (!differences.isEmpty()) {
            throw damaged(file, epochs, "it is of another run than " + MANIFEST + ": " + String.join("; ", differences));
        }
        tables.restore(network, epochs, old.sha256())
                .forEach(longer -> notes.accept(folder.file(longer) + " has rows after epoch " + epochs
                        + ", the last whose files are complete; these epochs are computed again"));
        found.restore(network);
        optimizer.state().keySet().stream().filter(array -> !found.stored().containsKey(array)).findFirst().ifPresent(array -> {
            throw damaged(file, epochs, "array '" + array + "' is missing");
        });
        optimizer.restore(found.arrays());
        checkpoint.goOnFrom(file);
        begun = true;
        return epochs;
    }

    private static JsonNode tree(String text, Path file) {
        return Json.parse(text.getBytes(StandardCharsets.UTF_8), "the metadata of " + file);
    }

    /** The error for a file that does not fit the epoch of the manifest. */
    static BnException damaged(Path file, int epoch, String what) {
        return damaged(file, "after epoch " + epoch + " it should be as " + MANIFEST + " says, but " + what);
    }

    private static BnException damaged(Path file, String what) {
        return new BnException(file + " is damaged or not of this run: " + what
                + "; put back a copy, or train again into another folder", RunRemedy.OTHER_FOLDER);
    }

    /**
     * Adds an epoch: its rows to the tables at once, all of it to the disk by the next commit.
     *
     * @param moved how the weights moved in it; empty if that is not recorded
     * @param manifest of the run
     * @param arrays parameters, running statistics and the optimizer's state after it, by name
     * @param committed called when all of it is on the disk
     */
    void add(EpochMetrics epoch, List<LayerMeasurement> measurements, List<MotionRecorder.Moved> moved, RunManifest manifest,
            NetworkSpec network,
            Map<String, double[]> arrays,
            Runnable committed) {
        if (!holdsRun()) {
            // From now on the folder holds a run, even if the writing of further files is cut off.
            folder.write(MANIFEST, Json.text(manifest));
        }
        if (!begun) {
            tables.begin();
            begun = true;
        }
        tables.add(epoch, measurements, moved);
        pending = new Epoch(manifest.after(epoch.epoch(), tables.checksums()), network, arrays);
        reports.add(committed);
        if (schedule.due()) {
            commit();
        }
    }

    private void commit() {
        Epoch epoch = pending;
        pending = null;
        schedule.begin();
        tables.sync();
        RunManifest manifest = epoch.manifest();
        Map<String, String> sums = new TreeMap<>(manifest.sha256());
        sums.put(RunCheckpoint.FILE, write(epoch));
        folder.write(MANIFEST, Json.text(manifest.after(manifest.epochsDone(), sums)));
        checkpoint.committed();
        schedule.end();
        reports.forEach(Runnable::run);
        reports.clear();
    }

    /** Writes the checkpoint and returns its checksum. */
    private String write(Epoch epoch) {
        Map<String, String> notes = epoch.manifest().notes();
        notes.put(EPOCH, String.valueOf(epoch.manifest().epochsDone()));
        return checkpoint
                .replace(out -> Checkpoint.write(out, epoch.network(), epoch.manifest().settings().get("norm").toString(),
                        epoch.arrays(), notes));
    }

    /** Commits the last epoch if that is not done yet, and unlocks the folder. */
    @Override
    public void close() {
        try (folder; tables) {
            if (pending != null) {
                commit();
            }
        }
    }
}
