package bn.experiments.result;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.DType;
import bn.experiments.fuzz.FaultInjection;
import bn.experiments.fuzz.MemoryTempDirFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Result files and directories on a simulated disk, on which each call fails in turn, or the power is cut before it. */
class OutputDiskTest {
    private static final FaultInjection.Setup OLD = folder -> Files.writeString(folder.resolve("f"), "old");

    @TempDir(factory = MemoryTempDirFactory.class)
    private Path scratch;

    /** A text that is longer than the buffers, so that it is written by several calls. */
    private static String text(String name) {
        return name.repeat(20_000);
    }

    private static void assertWhole(Path file, String older, boolean reported, String newer) throws IOException {
        String found = Files.exists(file) ? Files.readString(file) : null;
        assertTrue(newer.equals(found) || !reported && (older == null ? found == null : older.equals(found)),
                () -> file + " holds " + (found == null ? "nothing" : found.length() + " characters"));
    }

    private void trials(FaultInjection.Setup beginning, FaultInjection.Work work, FaultInjection.Check check) throws IOException {
        FaultInjection.failEachCall(scratch, beginning, work, check);
        FaultInjection.cutPowerAtEachCall(scratch, beginning, work, check);
    }

    private static FaultInjection.Work writing(String name) {
        return (folder, reported) -> {
            try (OutputFile file = OutputFile.locked(folder.resolve(name))) {
                file.write(text("new"));
                reported.add("f");
            }
        };
    }

    @Test
    void replacingAFile() throws IOException {
        trials(OLD, writing("f"),
                (folder, reported) -> assertWhole(folder.resolve("f"), "old", !reported.isEmpty(), text("new")));
    }

    @Test
    void creatingAFileAndItsFolders() throws IOException {
        trials(OLD, writing("a/b/g"), (folder, reported) -> {
            assertWhole(folder.resolve("f"), "old", false, "old");
            assertWhole(folder.resolve("a/b/g"), null, !reported.isEmpty(), text("new"));
        });
    }

    @Test
    void replacingTheTargetOfALink() throws IOException {
        trials(folder -> {
            OLD.in(folder);
            Files.createSymbolicLink(folder.resolve("link"), Path.of("f"));
        }, writing("link"), (folder, reported) -> {
            assertTrue(Files.isSymbolicLink(folder.resolve("link")));
            assertWhole(folder.resolve("f"), "old", !reported.isEmpty(), text("new"));
        });
    }

    @Test
    void deletingStaleFiles() throws IOException {
        trials(folder -> {
            OLD.in(folder);
            Files.writeString(folder.resolve(".bn-0123456789abcdef.tmp"), "half");
            Files.createFile(folder.resolve(".bn.lock"));
            Files.createFile(folder.resolve(".bn-0123456789abcdef.lock"));
        }, writing("f"), (folder, reported) -> assertWhole(folder.resolve("f"), "old", !reported.isEmpty(), text("new")));
    }

    @Test
    void writingToALockedDirectory() throws IOException {
        trials(OLD, (folder, reported) -> {
            try (OutputDirectory files = OutputDirectory.locked(folder)) {
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

    /** A complete file, such as a download, replaces another one. */
    @Test
    void replacingAFileByAnotherOne() throws IOException {
        trials(OLD, (folder, reported) -> {
            Path part = folder.resolve("f.part");
            try {
                Files.writeString(part, "new");
            } catch (IOException e) {
                throw new BnException("cannot write " + part, e);
            }
            OutputFile.at(folder.resolve("f")).replaceWith(part);
            reported.add("f");
        }, (folder, reported) -> assertWhole(folder.resolve("f"), "old", !reported.isEmpty(), "new"));
    }

    @Test
    void writingACheckpoint() throws IOException {
        double[] older = {1, 2};
        double[] newer = new double[30_000];
        newer[29_999] = Math.PI;
        trials(folder -> {
            try (var out = Files.newOutputStream(folder.resolve("c"))) {
                Safetensors.write(out, DType.FLOAT64, new TreeMap<>(Map.of("x", older)), Map.of(), Map.of());
            }
        }, (folder, reported) -> {
            try (OutputDirectory files = OutputDirectory.locked(folder)) {
                files.write("c",
                        out -> Safetensors.write(out, DType.FLOAT64, new TreeMap<>(Map.of("x", newer)), Map.of(), Map.of()));
                reported.add("c");
            }
        }, (folder, reported) -> {
            double[] found = Safetensors.read(folder.resolve("c")).arrays().get("x").values();
            assertArrayEquals(reported.isEmpty() && found.length == older.length ? older : newer, found);
        });
    }

    /** A read error is reported in one line, and a part of a file is never accepted as the whole. */
    @Test
    void reading() throws IOException {
        double[] values = new double[30_000];
        values[29_999] = Math.PI;
        FaultInjection.failEachCall(scratch, folder -> {
            try (var out = Files.newOutputStream(folder.resolve("c"))) {
                Safetensors.write(out, DType.FLOAT64, new TreeMap<>(Map.of("x", values)), Map.of(), Map.of());
            }
        }, (folder, reported) -> {
            assertArrayEquals(values, Safetensors.read(folder.resolve("c")).arrays().get("x").values());
            assertTrue(OutputDirectory.existing(folder).read("c").length > Double.BYTES * values.length);
        }, (folder, reported) -> assertEquals(List.of(), reported));
    }
}
