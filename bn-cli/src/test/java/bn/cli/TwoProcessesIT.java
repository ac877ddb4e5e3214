package bn.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each command that writes, while another process writes to the same place. The first process is stopped by a signal as soon as it
 * has its lock, which is before it works.
 */
class TwoProcessesIT {
    private static final String DATA = " --train-size 300 --test-size 60 ";
    private static final String CHECKPOINT = " --checkpoint trained/checkpoint.safetensors ";

    @TempDir
    private Path scratch;

    private static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @BeforeEach
    void network() throws Exception {
        assertEquals(0, Launch.sh(scratch, "mkdir a; ln -s a b; ln -s b/f link; $BN train" + DATA
                + "--arch 784-8-10 --epochs 1 --out trained").code());
    }

    /** Starts a command that writes to folder "a", and stops it. */
    private Process stopped(String command) throws Exception {
        Process process = Launch.start(scratch, command.strip().split(" +"));
        while (names(scratch.resolve("a")).stream().noneMatch(name -> name.endsWith(".lock"))) {
            assertTrue(process.isAlive(), () -> "it ended: " + command);
            Thread.sleep(2);
        }
        signal(process, "STOP");
        return process;
    }

    private static void signal(Process process, String signal) throws Exception {
        assertEquals(0, new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor());
    }

    private void refused(String command, String where) throws Exception {
        Launch.Result result = Launch.sh(scratch, "$BN " + command);
        String expected = "bn: another process is writing to " + where + "\n";
        assertTrue(result.code() == 1 && result.err().endsWith(expected),
                () -> command + ": " + result.code() + " " + result.err());
        assertEquals("", result.out(), command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fold" + DATA + CHECKPOINT + "--out ", "rate linear" + DATA + "--save-moments "})
    void aFile(String command) throws Exception {
        Process first = stopped(command + "a/f");
        try {
            for (String path : List.of("a/f", "b/f", "link", "trained/../b/f", scratch.resolve("a/f").toString())) {
                refused(command + path, path + "; wait until it has ended, or choose another file");
            }
            assertEquals(0, Launch.sh(scratch, "$BN " + command + "a/other").code());
            signal(first, "CONT");
            assertEquals(0, first.waitFor());
        } finally {
            first.destroyForcibly();
        }
        assertEquals(List.of("f", "other"), names(scratch.resolve("a")));
        assertArrayEquals(Files.readAllBytes(scratch.resolve("a/other")), Files.readAllBytes(scratch.resolve("a/f")));

        Process killed = stopped(command + "a/f");
        killed.destroyForcibly().waitFor();
        assertEquals(3, names(scratch.resolve("a")).size());
        assertEquals(0, Launch.sh(scratch, "$BN " + command + "link").code());
        assertEquals(List.of("f", "other"), names(scratch.resolve("a")));
    }

    @Test
    void aFolder() throws Exception {
        Process first = stopped("train" + DATA + "--arch 784-8-10 --epochs 1 --out a");
        try {
            for (String command : List.of("train" + DATA + "--epochs 1 --out ", "rate linear" + DATA + "--spectrum --out ",
                    "rate network" + DATA + CHECKPOINT + "--out ", "reproduce --quick" + DATA + "--out ",
                    "bench --kernels loss --shapes 16x8 --seconds 0.01 --out ")) {
                refused(command + "b", "b; wait until it has ended, or choose another folder");
            }
            String file = scratch.resolve("a").toRealPath() + "; wait until it has ended, or choose another folder for f";
            refused("fold" + DATA + CHECKPOINT + "--out b/f", file);
            refused("rate linear" + DATA + "--save-moments a/f", file);
            signal(first, "CONT");
            assertEquals(0, first.waitFor());
        } finally {
            first.destroyForcibly();
        }
        assertEquals(List.of("checkpoint.safetensors", "manifest.json", "metrics.csv", "rates.csv"), names(scratch.resolve("a")));
    }

    @Test
    void aStudy() throws Exception {
        String study = "run constraint --quick" + DATA + "--pool 2 --seeds 2 --out a";
        assertEquals(0, Launch.sh(scratch, "$BN " + study).code());
        List<String> whole = names(scratch.resolve("a"));
        Process first = stopped(study);
        try {
            for (String command : List.of("report a", study, "reproduce --quick --out a")) {
                refused(command, "a; wait until it has ended, or choose another folder");
            }
            first.destroyForcibly().waitFor();
        } finally {
            first.destroyForcibly();
        }
        Files.writeString(scratch.resolve("a/.bn-0123456789abcdef.tmp"), "half");
        assertEquals(0, Launch.sh(scratch, "$BN report a").code());
        assertEquals(whole, names(scratch.resolve("a")));
    }
}
