package bn.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonitorFolderTest {
    @TempDir
    private Path temporary;

    private Path lock() {
        return temporary.resolve("monitor.lock");
    }

    private String refusal() {
        String message = assertThrows(InvalidRequestException.class, () -> MonitorFolder.create(temporary).close()).getMessage();
        assertFalse(message.contains("\n"));
        return message;
    }

    @Test
    void theLockHasTheProcessAndGoesAway() throws IOException {
        try (MonitorFolder folder = MonitorFolder.create(temporary)) {
            assertEquals(Long.toString(ProcessHandle.current().pid()), Files.readString(lock()));
            assertTrue(refusal().contains("another monitor (process " + ProcessHandle.current().pid() + ")"));
            folder.replace("empty", out -> {});
        }
        assertFalse(Files.exists(lock()));
        MonitorFolder.create(temporary).close();
    }

    /** Process 1 always runs. */
    @Test
    void aLockOfARunningProcessIsKept() throws IOException {
        Files.writeString(lock(), "1");
        assertTrue(refusal().contains("process 1"));
        assertEquals("1", Files.readString(lock()));
    }

    @Test
    void aLockOfAProcessThatIsGoneIsTakenOver() throws IOException, InterruptedException {
        Process gone = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        gone.waitFor();
        // The last is that of an earlier process with this one's number, as in containers.
        for (String owner : List.of(Long.toString(gone.pid()), "", "no number", Long.toString(ProcessHandle.current().pid()))) {
            Files.writeString(lock(), owner);
            MonitorFolder.create(temporary).close();
            assertFalse(Files.exists(lock()), owner);
        }
    }

    @Test
    void theReadingsOfAnotherRunAreKept() throws IOException {
        Files.writeString(temporary.resolve("layers.csv"), "");
        assertEquals("the folder " + temporary + " has the readings of another run; choose another folder, or delete it",
                refusal());
        assertFalse(Files.exists(lock()));
    }

    @Test
    void aFileThatCannotBeWrittenIsNamed() throws IOException {
        try (MonitorFolder folder = MonitorFolder.create(temporary)) {
            Files.createDirectories(temporary.resolve("layers.csv"));
            String message = assertThrows(BnException.class, () -> folder.append("layers.csv", List.of("a"), List.of()))
                    .getMessage();
            assertTrue(message.contains(temporary.toRealPath().resolve("layers.csv").toString()), message);
        }
    }

    @Test
    void aFileIsReplacedAsAWholeOrNotAtAll() throws IOException {
        try (MonitorFolder folder = MonitorFolder.create(temporary)) {
            folder.replace("file", out -> out.write('a'));
            assertThrows(BnException.class, () -> folder.replace("file", out -> {
                out.write('b');
                throw new IOException("the disk is full");
            }));
            assertEquals("a", Files.readString(temporary.resolve("file")));
        }
    }
}
