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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SingleFileLockTest {
    @TempDir
    private Path scratch;
    private Path folder;
    private Path file;

    @BeforeEach
    void folder() throws IOException {
        folder = Files.createDirectory(scratch.resolve("a"));
        file = folder.resolve("f");
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    private Path lock() {
        return LockFile.forFile(folder, file.getFileName());
    }

    private static void assertBusy(Path path) {
        BnException e = assertThrows(BnException.class, () -> OutputFile.locked(path));
        assertEquals("another process is writing to " + path + "; wait until it has ended, or choose another file",
                e.getMessage());
    }

    /** The file does not exist before it is locked. */
    @Test
    void aSecondWriterIsRejectedForAllPathsOfTheFile() throws IOException {
        Path folderLink = Files.createSymbolicLink(scratch.resolve("link"), folder);
        Path fileLink = Files.createSymbolicLink(scratch.resolve("g"), Path.of("link/f"));
        List<Path> paths = List.of(file, folder.resolve("./f"), folder.resolve("../a/f"), folderLink.resolve("f"), fileLink,
                folderLink.resolve("../g"), Path.of("").toAbsolutePath().relativize(file));
        try (OutputFile first = OutputFile.locked(file)) {
            paths.forEach(SingleFileLockTest::assertBusy);
            // If the rejected attempts had opened and closed the lock file, they would have released the lock (POSIX).
            try (OtherProcess other = new OtherProcess(scratch, lock())) {
                assertFalse(other.locked());
            }
            first.write("1");
            paths.forEach(SingleFileLockTest::assertBusy);
        }
        assertEquals(List.of("f"), names());
        for (Path path : paths) {
            try (OutputFile next = OutputFile.locked(path)) {
                assertBusy(file);
                next.write("2");
            }
        }
        assertEquals(List.of("f"), names());
    }

    @Test
    void otherFilesOfTheFolderAreNotLocked() throws IOException {
        // 255 bytes, the maximum length of a name.
        Path longest = folder.resolve("e".repeat(255));
        try (OutputFile first = OutputFile.locked(file); OutputFile second = OutputFile.locked(longest)) {
            second.write("2");
            first.write("1");
            try (OutputDirectory whole = OutputDirectory.locked(folder)) {
                whole.write("g", "3");
                first.write("4");
            }
        }
        assertEquals(List.of("e".repeat(255), "f", "g"), names());
        assertEquals("4", Files.readString(file));
    }

    @Test
    void anotherProcessIsRejectedAndAStaleLockFileIsReplaced() throws IOException {
        try (OtherProcess other = new OtherProcess(scratch, lock())) {
            assertTrue(other.locked());
            assertBusy(file);
            assertTrue(Files.exists(lock()));
            OutputFile.locked(folder.resolve("g")).close();
        }
        assertTrue(Files.exists(lock()));
        // The next writer in the folder deletes the stale lock file.
        OutputFile.locked(folder.resolve("g")).close();
        assertEquals(List.of(), names());
        Files.createFile(lock());
        OutputFile.locked(file).close();
        assertEquals(List.of(), names());
    }

    /** Such as bn train, which locks its output folder. */
    @Test
    void aFileInAFolderThatAnotherProcessHasLockedIsRejected() throws IOException {
        try (OutputFile file = OutputFile.locked(this.file)) {
            try (OtherProcess other = new OtherProcess(scratch, LockFile.forDirectory(folder))) {
                assertTrue(other.locked());
                String busy = "another process is writing to " + folder.toRealPath()
                        + "; wait until it has ended, or choose another folder for ";
                assertEquals(busy + "f", assertThrows(BnException.class, () -> file.write("1")).getMessage());
                assertEquals(busy + "g",
                        assertThrows(BnException.class, () -> OutputFile.locked(folder.resolve("g"))).getMessage());
            }
            assertFalse(Files.exists(this.file));
            file.write("1");
        }
        assertEquals(List.of("f"), names());
    }

    @Test
    void aFolderThatWasReplacedIsNotWrittenTo() throws IOException {
        try (OutputFile lost = OutputFile.locked(file)) {
            Files.delete(lock());
            Files.delete(folder);
            Files.createDirectory(folder);
            BnException e = assertThrows(BnException.class, () -> lost.write("1"));
            assertEquals("cannot write " + file + ": its folder was deleted or replaced while this command ran", e.getMessage());
        }
        assertEquals(List.of(), names());
    }

    @Test
    void aLockFileThatIsALinkOrAFolderIsNotTouched() throws IOException {
        Path victim = Files.writeString(scratch.resolve("victim"), "whole");
        Files.createSymbolicLink(lock(), victim);
        BnException e = assertThrows(BnException.class, () -> OutputFile.locked(file));
        assertTrue(
                e.getMessage().startsWith("cannot write " + file)
                        && e.getMessage().endsWith(lock().getFileName() + " is not a file"),
                e.getMessage());
        assertEquals("whole", Files.readString(victim));
        Files.delete(lock());
        Files.createDirectory(lock());
        assertThrows(BnException.class, () -> OutputFile.locked(file));
        OutputFile.locked(folder.resolve("g")).close();
    }

    @Test
    @SuppressWarnings("try") // The lock is held, not used.
    void onlyOneThreadHoldsTheLock() throws InterruptedException {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger times = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int i = 0; i < 200; i++) {
            threads.execute(() -> {
                try (OutputFile mine = OutputFile.locked(file)) {
                    if (inside.incrementAndGet() != 1) {
                        wrong.incrementAndGet();
                    }
                    times.incrementAndGet();
                    inside.decrementAndGet();
                } catch (BnException e) {
                    if (!e.getMessage().startsWith("another process is writing to ")) {
                        wrong.incrementAndGet();
                    }
                }
            });
        }
        threads.shutdown();
        assertTrue(threads.awaitTermination(120, TimeUnit.SECONDS));
        assertEquals(0, wrong.get());
        assertTrue(times.get() > 0);
    }
}
