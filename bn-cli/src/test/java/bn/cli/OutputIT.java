package bn.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written, as a user meets it: streams that fail, signals, two processes at once, disks that are full. */
class OutputIT {
    private static final String TRAIN = "train --train-size 300 --test-size 60 --arch 784-8-10 ";
    private static final List<String> FILES = List.of("checkpoint.safetensors", "manifest.json", "metrics.csv", "rates.csv");

    @TempDir
    private Path scratch;

    private static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--version", "run --list", "data list --format json", "train --help", "backends",
            "rate linear --train-size 300 --test-size 60"})
    void outputThatIsLostIsAFailure(String command) throws Exception {
        for (String redirection : List.of(">/dev/full", ">&-")) {
            Launch.Result result = Launch.sh(scratch, "$BN " + command + " " + redirection);
            assertEquals(1, result.code(), redirection);
            assertTrue(result.err().startsWith("bn: not all output could be written: "), result.err());
            assertEquals(1, result.err().lines().count(), result.err());
        }
    }

    /** What is not said is no failure; a note that is lost is one, and so are results, of which then nobody hears. */
    @Test
    void standardErrorThatIsLost() throws Exception {
        Files.write(scratch.resolve("d.csv"), List.of("x,y", "1,1.5", "2,2.5", "4,3", "3,0.5"));
        for (String redirection : List.of("2>/dev/full", "2>&-")) {
            Launch.Result silent = Launch.sh(scratch, "$BN rate linear --train-size 300 --test-size 60 " + redirection);
            assertEquals(0, silent.code(), redirection);
            assertTrue(silent.out().contains("lambda"), silent.out());
            Launch.Result noted = Launch.sh(scratch, "$BN rate linear --dataset csv --file d.csv --target y " + redirection);
            assertEquals(1, noted.code(), redirection);
            assertTrue(noted.out().contains("lambda"), noted.out());
            assertEquals(1, Launch.sh(scratch, "$BN --version >/dev/full " + redirection).code(), redirection);
            assertEquals(2, Launch.sh(scratch, "$BN nonsense " + redirection).code(), redirection);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "backends", "verify", "rate linear --train-size 300 --test-size 60 --format json"})
    void aReaderOfOneLine(String command) throws Exception {
        Launch.Result result = Launch.sh(scratch, "{ $BN " + command + " 2>err; echo $? >code; } | head -n 1");
        assertEquals("0", Files.readString(scratch.resolve("code")).strip());
        assertEquals(1, result.out().lines().count());
        assertEquals("", Files.readString(scratch.resolve("err")).replaceAll("(?m)^WARNING: Aparapi.*\\R", ""));
    }

    @Test
    void aReaderThatHasSeenEnoughEndsNothing() throws Exception {
        Launch.Result result = Launch.sh(scratch, "{ $BN " + TRAIN + "--epochs 30 --out run 2>err; echo $? >code; } | head -n 1");
        assertEquals("0", Files.readString(scratch.resolve("code")).strip());
        assertTrue(result.out().startsWith("epoch 1/30"), result.out());
        assertEquals(1, Files.readAllLines(scratch.resolve("err")).size());
        assertEquals(31, Files.readAllLines(scratch.resolve("run/metrics.csv")).size());
    }

    /** Where a stream is closed, the next file that is opened takes its number, and what is printed goes into that file. */
    @Test
    void whatIsPrintedToClosedStreamsGoesIntoNoFile() throws Exception {
        assertEquals(0, Launch.sh(scratch, "$BN " + TRAIN + "--epochs 2 --out whole").code());
        assertEquals(1, Launch.sh(scratch, "$BN " + TRAIN + "--epochs 2 --out run <&- >&- 2>&-").code());
        assertEquals(FILES, names(scratch.resolve("run")));
        assertArrayEquals(Files.readAllBytes(scratch.resolve("whole/checkpoint.safetensors")),
                Files.readAllBytes(scratch.resolve("run/checkpoint.safetensors")));
        assertEquals(Files.readString(scratch.resolve("whole/rates.csv")), Files.readString(scratch.resolve("run/rates.csv")));
    }

    /** While it trains, a second process is refused; then it is told to stop, and leaves what can be gone on with. */
    @ParameterizedTest
    @CsvSource({"INT, 2", "TERM, 15", "HUP, 1"})
    void oneProcessWritesAtATimeAndSignalsEndIt(String signal, int number) throws Exception {
        assumeFalse(isIgnored(number),
                "this build was started where SIG" + signal + " is ignored, as in the background of a shell or by "
                        + "nohup, and all that it starts ignores it as well");
        Path run = scratch.resolve("run");
        Process first = Launch.start(scratch, (TRAIN + "--epochs 100000 --out " + run).split(" "));
        try {
            while (first.isAlive() && !Files.exists(run.resolve("manifest.json"))) {
                Thread.sleep(20);
            }
            for (String second : List.of(TRAIN + "--epochs 1", "bench --kernels loss --shapes 16x8 --seconds 0.01")) {
                Launch.Result refused = Launch.sh(scratch, "$BN " + second + " --out run");
                assertEquals(1, refused.code(), refused.err());
                assertTrue(refused.err()
                        .endsWith("bn: another process is writing to run; wait until it has ended, or choose another "
                                + "folder\n"),
                        refused.err());
            }
            assertTrue(first.isAlive());
            assertEquals(0, new ProcessBuilder("kill", "-" + signal, String.valueOf(first.pid())).start().waitFor());
            assertTrue(first.waitFor(5, TimeUnit.MINUTES), "it hangs");
            assertEquals(128 + number, first.exitValue());
        } finally {
            first.destroyForcibly();
        }
        assertEquals(FILES, names(run));
        List<String> err = Files.readAllLines(scratch.resolve("started-err.txt"));
        assertTrue(err.get(err.size() - 1).startsWith("bn: interrupted in epoch "), err::toString);
        assertTrue(err.stream().noneMatch(line -> line.contains("Exception") || line.startsWith("\tat ")), err::toString);
    }

    /** The signals that a process ignores are a mask in /proc, in which number 1 is the first bit. */
    private static boolean isIgnored(int number) throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status) && Files.readAllLines(status).stream().filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16) >> (number - 1)
                        & 1) != 0);
    }

    @Test
    void aKilledProcessIsNoObstacle() throws Exception {
        Path run = scratch.resolve("run");
        Process first = Launch.start(scratch, (TRAIN + "--epochs 100000 --out " + run).split(" "));
        while (first.isAlive() && !Files.exists(run.resolve("manifest.json"))) {
            Thread.sleep(20);
        }
        first.destroyForcibly().waitFor();
        Files.writeString(run.resolve(".bn-0123456789abcdef.tmp"), "half");
        Launch.Result second = Launch.sh(scratch, "$BN " + TRAIN + "--epochs 1 --resume --out run");
        assertEquals(0, second.code(), second.err());
        assertEquals(FILES, names(run));
    }

    /** The limit on the size of files stands for a disk that is full: what is there stays, and the exit code says so. */
    @Test
    void aFullDiskLeavesTheOlderFile() throws Exception {
        String fold = "$BN fold --train-size 300 --test-size 60 --checkpoint run/checkpoint.safetensors --out folded";
        assertEquals(0, Launch.sh(scratch, "$BN " + TRAIN + "--epochs 1 --out run && ln -s folded link && " + fold).code());
        byte[] before = Files.readAllBytes(scratch.resolve("folded"));
        Launch.Result full = Launch.sh(scratch, "$BN " + TRAIN + "--epochs 1 --resume --out run; ulimit -f 4; " + fold);
        assertEquals(1, full.code(), full.err());
        assertTrue(full.err().endsWith("bn: cannot write folded: File too large\n"), full.err());
        assertArrayEquals(before, Files.readAllBytes(scratch.resolve("folded")));
        assertTrue(names(scratch).stream().noneMatch(name -> name.startsWith(".bn")), names(scratch)::toString);

        // Through a link, onto itself, onto a device.
        assertEquals(0, Launch.sh(scratch, fold.replace("--out folded", "--out link")).code());
        assertTrue(Files.isSymbolicLink(scratch.resolve("link")));
        assertEquals(before.length, Files.size(scratch.resolve("folded")));
        byte[] checkpoint = Files.readAllBytes(scratch.resolve("run/checkpoint.safetensors"));
        for (String target : List.of("run/../run/checkpoint.safetensors", "/dev/null", "run")) {
            Launch.Result refused = Launch.sh(scratch, fold.replace("--out folded", "--out " + target));
            assertNotEquals(0, refused.code());
            assertEquals(1, refused.err().lines().count(), refused.err());
        }
        assertArrayEquals(checkpoint, Files.readAllBytes(scratch.resolve("run/checkpoint.safetensors")));
    }

    @Test
    void studiesAreReadWithoutTheRightToWrite() throws Exception {
        Launch.Result none = Launch.sh(scratch, "mkdir study; $BN compare study study");
        assertEquals(2, none.code(), none.err());
        assertTrue(none.err().contains("holds no study"), none.err());
        assertEquals(List.of(), names(scratch.resolve("study")));
    }
}
