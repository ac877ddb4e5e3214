package bn.experiments.result;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.DType;
import bn.experiments.fuzz.DiskTrials;
import bn.experiments.fuzz.MemoryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and folders of results on a disk of which each call fails, and on one whose power is cut between any two calls. */
class OutputDiskTest {
    private static final DiskTrials.Beginning OLD = folder -> Files.writeString(folder.resolve("f"), "old");

    @TempDir(factory = MemoryFolder.class)
    private Path scratch;

    /** Longer than the buffers, so that it is written in parts. */
    private static String text(String name) {
        return name.repeat(20_000);
    }

    private static void assertWhole(Path file, String older, boolean reported, String newer) throws IOException {
        String found = Files.exists(file) ? Files.readString(file) : null;
        assertTrue(newer.equals(found) || !reported && (older == null ? found == null : older.equals(found)),
                () -> file + " holds " + (found == null ? "nothing" : found.length() + " characters"));
    }

    private void trials(DiskTrials.Beginning beginning, DiskTrials.Work work, DiskTrials.Check check) throws IOException {
        DiskTrials.failures(scratch, beginning, work, check);
        DiskTrials.powerCuts(scratch, beginning, work, check);
    }

    private static DiskTrials.Work writing(String name) {
        return (folder, reported) -> {
            try (OutputFile file = OutputFile.locked(folder.resolve(name))) {
                file.write(text("new"));
                reported.add("f");
            }
        };
    }

    @Test
    void aFileThatIsReplaced() throws IOException {
        trials(OLD, writing("f"), (folder, reported) -> assertWhole(folder.resolve("f"), "old", !reported.isEmpty(), text("new")));
    }

    @Test
    void aNewFileInNewFolders() throws IOException {
        trials(OLD, writing("a/b/g"), (folder, reported) -> {
            assertWhole(folder.resolve("f"), "old", false, "old");
            assertWhole(folder.resolve("a/b/g"), null, !reported.isEmpty(), text("new"));
        });
    }

    @Test
    void aFileBehindALink() throws IOException {
        trials(folder -> {
            OLD.in(folder);
            Files.createSymbolicLink(folder.resolve("link"), Path.of("f"));
        }, writing("link"), (folder, reported) -> {
            assertTrue(Files.isSymbolicLink(folder.resolve("link")));
            assertWhole(folder.resolve("f"), "old", !reported.isEmpty(), text("new"));
        });
    }

    @Test
    void whatAKilledProcessLeft() throws IOException {
        trials(folder -> {
            OLD.in(folder);
            Files.writeString(folder.resolve(".bn-0123456789abcdef.tmp"), "half");
            Files.createFile(folder.resolve(".bn.lock"));
            Files.createFile(folder.resolve(".bn-0123456789abcdef.lock"));
        }, writing("f"), (folder, reported) -> assertWhole(folder.resolve("f"), "old", !reported.isEmpty(), text("new")));
    }

    @Test
    void aFolder() throws IOException {
        trials(OLD, (folder, reported) -> {
            try (OutputFolder files = OutputFolder.locked(folder)) {
                files.write("f", text("new"));
                reported.add("f");
                files.write("g", "new");
                reported.add("g");
            }
        }, (folder, reported) -> {
            assertWhole(folder.resolve("f"), "old", reported.contains("f"), text("new"));
            assertWhole(folder.resolve("g"), null, reported.contains("g"), "new");
        });
    }

    /** A file of the name that was fetched under another, as a whole. */
    @Test
    void aFileThatIsTaken() throws IOException {
        trials(OLD, (folder, reported) -> {
            Path part = folder.resolve("f.part");
            try {
                Files.writeString(part, "new");
            } catch (IOException e) {
                throw new BnException("cannot write " + part, e);
            }
            OutputFile.at(folder.resolve("f")).take(part);
            reported.add("f");
        }, (folder, reported) -> assertWhole(folder.resolve("f"), "old", !reported.isEmpty(), "new"));
    }

    @Test
    void aCheckpoint() throws IOException {
        double[] older = {1, 2};
        double[] newer = new double[30_000];
        newer[29_999] = Math.PI;
        trials(folder -> {
            try (var out = Files.newOutputStream(folder.resolve("c"))) {
                Safetensors.write(out, DType.FLOAT64, new TreeMap<>(Map.of("x", older)), Map.of(), Map.of());
            }
        }, (folder, reported) -> {
            try (OutputFolder files = OutputFolder.locked(folder)) {
                files.write("c", out -> Safetensors.write(out, DType.FLOAT64, new TreeMap<>(Map.of("x", newer)), Map.of(), Map.of()));
                reported.add("c");
            }
        }, (folder, reported) -> {
            double[] found = Safetensors.read(folder.resolve("c")).arrays().get("x").values();
            assertArrayEquals(reported.isEmpty() && found.length == older.length ? older : newer, found);
        });
    }

    /** Reading fails in one line, and does not take what it has read for the whole. */
    @Test
    void reading() throws IOException {
        double[] values = new double[30_000];
        values[29_999] = Math.PI;
        DiskTrials.failures(scratch, folder -> {
            try (var out = Files.newOutputStream(folder.resolve("c"))) {
                Safetensors.write(out, DType.FLOAT64, new TreeMap<>(Map.of("x", values)), Map.of(), Map.of());
            }
        }, (folder, reported) -> {
            assertArrayEquals(values, Safetensors.read(folder.resolve("c")).arrays().get("x").values());
            assertTrue(OutputFolder.existing(folder).read("c").length > Double.BYTES * values.length);
        }, (folder, reported) -> assertEquals(List.of(), reported));
    }
}
