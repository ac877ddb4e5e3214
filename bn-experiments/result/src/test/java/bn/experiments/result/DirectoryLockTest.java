package bn.experiments.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {
    @TempDir
    private Path scratch;

    @Test
    void aSecondThreadIsRejectedAndDoesNotReleaseTheLock() throws IOException {
        Path folder = Files.createDirectory(scratch.resolve("a"));
        Path link = Files.createSymbolicLink(scratch.resolve("link"), folder);
        try (OutputDirectory first = OutputDirectory.locked(folder)) {
            for (Path name : List.of(folder, link)) {
                BnException e = assertThrows(BnException.class, () -> OutputDirectory.locked(name));
                assertEquals("another process is writing to " + name + "; wait until it has ended, or choose another folder",
                        e.getMessage());
            }
            // If the rejected attempts had opened and closed the lock file, they would have released the lock (POSIX).
            try (OtherProcess other = new OtherProcess(scratch, folder.resolve(".bn.lock"))) {
                assertFalse(other.locked());
            }
            first.write("f", "1");
        }
        try (var files = Files.list(folder)) {
            assertEquals(List.of(folder.resolve("f")), files.toList());
        }
        OutputDirectory.locked(folder).close();
    }

    @Test
    void anotherProcessIsRejectedAndAStaleLockFileIsReplaced() throws IOException {
        try (OtherProcess other = new OtherProcess(scratch, scratch.resolve(".bn.lock"))) {
            assertTrue(other.locked());
            assertThrows(BnException.class, () -> OutputDirectory.locked(scratch));
        }
        assertTrue(Files.exists(scratch.resolve(".bn.lock")));
        OutputDirectory.locked(scratch).close();
        assertFalse(Files.exists(scratch.resolve(".bn.lock")));
    }

    /** If another process has created a new folder of this name, files of two runs would be mixed. */
    @Test
    void aFolderThatWasDeletedIsNotWrittenTo() throws IOException {
        Path folder = scratch.resolve("a");
        try (OutputDirectory lost = OutputDirectory.locked(folder)) {
            Files.delete(folder.resolve(".bn.lock"));
            Files.delete(folder);
            assertThrows(BnException.class, () -> lost.write("f", "1"));
            Files.createDirectory(folder);
            BnException e = assertThrows(BnException.class, () -> lost.write("f", "1"));
            assertTrue(e.getMessage().contains("was deleted or replaced"), e.getMessage());
            assertFalse(Files.exists(folder.resolve("f")));
        }
    }

    @Test
    void aLockFileThatIsALinkIsNotFollowed() throws IOException {
        Path victim = Files.writeString(scratch.resolve("victim"), "whole");
        Path folder = Files.createDirectory(scratch.resolve("a"));
        Files.createSymbolicLink(folder.resolve(".bn.lock"), victim);
        assertThrows(BnException.class, () -> OutputDirectory.locked(folder));
        assertEquals("whole", Files.readString(victim));
    }

    /** The lock file is deleted and created again all the time, but two threads never hold the lock at the same time. */
    @Test
    void onlyOneThreadHoldsTheLock() throws InterruptedException, ExecutionException {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger times = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<? extends Future<?>> all = Stream.generate(() -> threads.submit(() -> {
                for (int i = 0; i < 200; i++) {
                    try (OutputDirectory folder = OutputDirectory.locked(scratch)) {
                        assertEquals(1, inside.incrementAndGet());
                        folder.write("f", "1");
                        times.incrementAndGet();
                        inside.decrementAndGet();
                    } catch (BnException e) {
                        assertTrue(e.getMessage().startsWith("another process is writing"), e.getMessage());
                    }
                }
            })).limit(4).toList();
            for (var each : all) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }
        assertTrue(times.get() > 0);
    }
}
