package bn.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.experiments.result.OutputDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders by file:///, which Hadoop serves from the local disk. */
class RemoteFolderTest {
    private static final RemoteLock.Times LONG = RemoteLock.Times.USUAL;
    private static final RemoteLock.Times SHORT = new RemoteLock.Times(Duration.ofHours(1), Duration.ofMillis(300));

    @TempDir
    private Path temporary;

    private final List<String> notes = new ArrayList<>();

    private Path remote() {
        return temporary.resolve("far/study");
    }

    private String address() {
        return "file://" + remote();
    }

    private RemoteFolder open(RemoteLock.Times times) throws IOException {
        return RemoteFolder.open(new RemoteFiles(address(), new Configuration()), times, notes::add);
    }

    private OutputDirectory copy(String name, RemoteLock.Times times) throws IOException {
        Path local = Files.createDirectories(temporary.resolve(name));
        RemoteFolder folder = open(times);
        folder.restore(local);
        return new OutputDirectory(local, folder);
    }

    private Set<String> names() throws IOException {
        try (Stream<Path> all = Files.list(remote())) {
            return all.map(each -> each.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    @Test
    void whatIsWrittenAndDeletedIsSoThere() throws IOException {
        try (OutputDirectory folder = copy("one", LONG)) {
            folder.write("a.csv", "1\n");
            folder.write("a.csv", "2\n");
            folder.write("b.csv", "3\n");
            folder.delete("b.csv");
            folder.delete("c.csv");
            assertEquals("2\n", Files.readString(remote().resolve("a.csv")));
            assertEquals(Set.of("a.csv", ".bn-lock.json"), names());
            assertEquals(address() + "/a.csv", folder.label("a.csv"));
            assertThrows(IllegalStateException.class, () -> folder.append("a.csv", 0));
        }
        assertEquals(Set.of("a.csv"), names());
        try (OutputDirectory again = copy("other", LONG)) {
            assertEquals("2\n", Files.readString(again.file("a.csv")));
        }
        assertEquals(List.of(), notes);
    }

    /** A process that was killed left a part of a file, and one that was complete. */
    @Test
    void whatAKilledProcessLeftIsPutInOrder() throws IOException {
        Files.createDirectories(remote());
        Files.writeString(remote().resolve(".bn-part-1"), "hal");
        Files.writeString(remote().resolve(".bn-new-a.csv"), "new\n");
        Files.writeString(remote().resolve("a.csv"), "old\n");
        Files.writeString(remote().resolve(".bn-new-b.csv"), "new\n");
        try (OutputDirectory folder = copy("one", LONG)) {
            assertEquals("new\n", Files.readString(folder.file("a.csv")));
            assertEquals("new\n", Files.readString(folder.file("b.csv")));
        }
        assertEquals(Set.of("a.csv", "b.csv"), names());
    }

    @Test
    void anotherProcessIsRefusedAndNamed() throws IOException {
        try (RemoteFolder first = open(LONG)) {
            BnException refused = assertThrows(BnException.class, () -> open(LONG));
            assertTrue(refused.getMessage().matches("another process is writing to " + address() + ": process "
                    + ProcessHandle.current().pid()
                    + " of host [^ ]+, which began at [0-9T:.Z-]+ and gave a sign of life [0-9]+ s "
                    + "ago; wait until it has ended, and 120 s more if it was killed, or choose another folder"),
                    refused.getMessage());
            first.written("a", Files.writeString(temporary.resolve("a"), "1"));
        }
        open(LONG).close();
    }

    /** Time is what the file system says it is, so a lock is aged by the time of its file. */
    @Test
    void anOldLockIsTakenOverAndItsOwnerStops() throws Exception {
        Path file = Files.writeString(temporary.resolve("a"), "1");
        RemoteFolder first = open(SHORT);
        Thread.sleep(500);
        try (RemoteFolder second = open(SHORT)) {
            assertEquals(1, notes.size());
            assertTrue(notes.get(0).contains("its lock is taken over"), notes.get(0));
            BnException stopped = assertThrows(BnException.class, () -> first.written("a", file));
            assertTrue(stopped.getMessage().contains("has taken it over at"), stopped.getMessage());
            first.close();
            second.written("a", file);
        }
        assertEquals(Set.of("a"), names());
    }

    @Test
    void aLockThatIsRenewedStays() throws Exception {
        RemoteLock.Times times = new RemoteLock.Times(Duration.ofMillis(50), Duration.ofSeconds(2));
        try (RemoteFolder first = open(times)) {
            for (int i = 0; i < 30; i++) {
                Thread.sleep(100);
                first.written("a", Files.writeString(temporary.resolve("a"), "1"));
            }
            assertThrows(BnException.class, () -> open(times));
        }
    }

    @Test
    void aLockWithoutContentIsTakenOverWhenItIsOld() throws Exception {
        Files.createDirectories(remote());
        Files.createFile(remote().resolve(".bn-lock.json"));
        assertThrows(BnException.class, () -> open(LONG));
        Thread.sleep(300);
        open(SHORT).close();
    }

    @Test
    void inputsAreCopied() throws IOException {
        Path folder = Files.createDirectories(temporary.resolve("data/deep/er"));
        Files.writeString(folder.resolve("x.csv"), "12345");
        Files.writeString(temporary.resolve("data/y.csv"), "1");
        HadoopPaths paths = new HadoopPaths();
        HadoopLocations locations = new HadoopLocations(paths, Configuration::new, notes::add);
        Path all = locations.input(paths.path("file://" + temporary + "/data/"));
        assertEquals("12345", Files.readString(all.resolve("deep/er/x.csv")));
        assertEquals("data", all.getFileName().toString());
        Path one = locations.input(paths.path("file:" + temporary + "/data/y.csv"));
        assertEquals("1", Files.readString(one));
        assertEquals("copied file://" + temporary + "/data/ to " + all + ": 2 files, 6 bytes", notes.get(0));
        assertEquals(Path.of("here/x"), locations.input(paths.path("here/x")));
        Path missing = paths.path("file://" + temporary + "/none.csv");
        assertEquals("there is no file://" + temporary + "/none.csv; name a file or folder that exists",
                assertThrows(InvalidRequestException.class, () -> locations.input(missing)).getMessage());
        Path unknown = paths.path("gopher://host/x");
        assertTrue(assertThrows(BnException.class, () -> locations.input(unknown)).getMessage()
                .startsWith("cannot use gopher://host/x: Hadoop has no file system of this scheme here"));
        assertTrue(Files.exists(one));
        paths.close();
        assertFalse(Files.exists(one));
    }
}
