package bn.experiments.monitor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Folders of runs that go on: a folder is read again when its files have changed. May be used by several threads. */
public final class WatchedRuns {
    private final List<Path> folders;
    private final Map<Path, Seen> seen = new HashMap<>();

    /**
     * A run as it was read.
     *
     * @param state sizes and times of its files before
     */
    private record Seen(List<String> state, MonitoredRun run) {}

    /** Watches folders; nothing is read yet. */
    public WatchedRuns(List<Path> folders) {
        this.folders = folders.stream().distinct().toList();
    }

    /**
     * The runs in the order of their folders, as they are now. A run whose files have not changed is the same object as before.
     *
     * @throws bn.api.BnException as {@link RunFolder#read}
     */
    public synchronized List<MonitoredRun> read() {
        List<MonitoredRun> runs = new ArrayList<>();
        for (Path folder : folders) {
            List<String> state = state(folder);
            Seen before = seen.get(folder);
            if (before == null || !before.state().equals(state)) {
                before = new Seen(state, RunFolder.read(folder));
                seen.put(folder, before);
            }
            runs.add(before.run());
        }
        return runs;
    }

    private static List<String> state(Path folder) {
        return Stream.concat(MonitorFolder.files(), TrainingFolder.files()).map(folder::resolve).map(WatchedRuns::stamp).toList();
    }

    private static String stamp(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.size() + " " + attributes.lastModifiedTime() + " " + attributes.fileKey();
        } catch (IOException e) {
            // What is wrong is said when it is read.
            return "";
        }
    }
}
