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

class FolderLockTest {
    @TempDir
    private Path scratch;

    @Test
    void aSecondThreadIsRefusedAndLeavesTheLockWhereItIs() throws IOException {
        Path folder = Files.createDirectory(scratch.resolve("a"));
        Path link = Files.createSymbolicLink(scratch.resolve("link"), folder);
        try (OutputFolder first = OutputFolder.locked(folder)) {
            for (Path name : List.of(folder, link)) {
                BnException e = assertThrows(BnException.class, () -> OutputFolder.locked(name));
                assertEquals("another process is writing to " + name + "; wait until it has ended, or choose another folder",
                        e.getMessage());
            }
            // Whoever opens and closes a locked file once more in a process gives the lock up without a word.
            try (OtherProcess other = new OtherProcess(scratch, folder.resolve(".bn.lock"))) {
                assertFalse(other.locked());
            }
            first.write("f", "1");
        }
        try (var files = Files.list(folder)) {
            assertEquals(List.of(folder.resolve("f")), files.toList());
        }
        OutputFolder.locked(folder).close();
    }

    @Test
    void anotherProcessIsRefusedAndWhatItLeavesIsNoObstacle() throws IOException {
        try (OtherProcess other = new OtherProcess(scratch, scratch.resolve(".bn.lock"))) {
            assertTrue(other.locked());
            assertThrows(BnException.class, () -> OutputFolder.locked(scratch));
        }
        assertTrue(Files.exists(scratch.resolve(".bn.lock")));
        OutputFolder.locked(scratch).close();
        assertFalse(Files.exists(scratch.resolve(".bn.lock")));
    }

    /** With a folder of the same name that another process has made, files of two runs would be mixed. */
    @Test
    void aFolderThatWasDeletedIsNotWrittenTo() throws IOException {
        Path folder = scratch.resolve("a");
        try (OutputFolder lost = OutputFolder.locked(folder)) {
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
    void aLinkInPlaceOfTheLockIsNotFollowed() throws IOException {
        Path victim = Files.writeString(scratch.resolve("victim"), "whole");
        Path folder = Files.createDirectory(scratch.resolve("a"));
        Files.createSymbolicLink(folder.resolve(".bn.lock"), victim);
        assertThrows(BnException.class, () -> OutputFolder.locked(folder));
        assertEquals("whole", Files.readString(victim));
    }

    /** The file of the lock is deleted and made anew all the time; two threads never have it at once. */
    @Test
    void oneAtATime() throws InterruptedException, ExecutionException {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger times = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<? extends Future<?>> all = Stream.generate(() -> threads.submit(() -> {
                for (int i = 0; i < 200; i++) {
                    try (OutputFolder folder = OutputFolder.locked(scratch)) {
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
