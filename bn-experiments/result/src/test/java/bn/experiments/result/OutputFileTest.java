package bn.experiments.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.experiments.fuzz.MemoryFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputFileTest {
    @TempDir(factory = MemoryFolder.class)
    private Path scratch;

    private List<String> names() throws IOException {
        try (var files = Files.list(scratch)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void linksStayAndTheFileBehindThemIsReplaced() throws IOException {
        Path folder = Files.createDirectories(scratch.resolve("far/away"));
        Path file = Files.writeString(folder.resolve("file"), "old");
        Files.createSymbolicLink(scratch.resolve("second"), Path.of("far/away/file"));
        Path first = Files.createSymbolicLink(scratch.resolve("first"), Path.of("second"));
        OutputFile.at(first).write("new");
        assertEquals("new", Files.readString(file));
        assertTrue(Files.isSymbolicLink(first) && Files.isSymbolicLink(scratch.resolve("second")));

        Path dangling = Files.createSymbolicLink(scratch.resolve("dangling"), Path.of("far/new"));
        OutputFile.at(dangling).write("new");
        assertTrue(Files.isSymbolicLink(dangling));
        assertEquals("new", Files.readString(scratch.resolve("far/new")));

        Path circle = Files.createSymbolicLink(scratch.resolve("circle"), Path.of("circle"));
        assertRefused(circle, "too many links");
    }

    /** The ".." after a link to a folder leads to the parent of that folder. */
    @Test
    void aParentBehindALinkIsThatOfTheRealFolder() throws IOException {
        Files.createDirectories(scratch.resolve("far/away"));
        Files.createSymbolicLink(scratch.resolve("link"), Path.of("far/away"));
        OutputFile.at(scratch.resolve("link/../f")).write("1");
        assertTrue(Files.exists(scratch.resolve("far/f")));
        assertFalse(Files.exists(scratch.resolve("f")));
    }

    private static void assertRefused(Path path, String reason) {
        BnException early = assertThrows(BnException.class, () -> OutputFile.at(path));
        BnException late = assertThrows(BnException.class, () -> OutputFile.untried(path).write("new"));
        assertEquals(early.getMessage(), late.getMessage());
        assertTrue(early.getMessage().startsWith("cannot write " + path + ": ") && early.getMessage().contains(reason),
                early.getMessage());
    }

    @Test
    void whatIsNoFileIsRefused() throws IOException, InterruptedException {
        assertRefused(Files.createDirectory(scratch.resolve("folder")), "it is a folder");
        Path pipe = scratch.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        assertRefused(pipe, "it is a device or a pipe");
        for (String device : List.of("/dev/null", "/dev/full", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/2")) {
            assertRefused(Path.of(device), "");
            assertRefused(Files.createSymbolicLink(scratch.resolve(device.replace('/', '-')), Path.of(device)), "");
            assertTrue(Files.exists(Path.of("/dev/null")) && !Files.isRegularFile(Path.of("/dev/null")));
        }
    }

    @Test
    void aReadOnlyFileIsLeftAlone() throws IOException {
        Path file = Files.writeString(scratch.resolve("file"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        assertRefused(file, "it is read-only");
        assertRefused(Files.createSymbolicLink(scratch.resolve("link"), file), "it is read-only");
        assertEquals("old", Files.readString(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "rw-rw-rw-", "rwxr-x--x"})
    void theModeOfAnOlderFileStays(String mode) throws IOException {
        Path file = Files.writeString(scratch.resolve("file"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        OutputFile.at(file).write(out -> {
            // Until it is in its place, nobody else may read what may be secret.
            assertEquals("rw-------", mode(temporary()));
            out.write('n');
        });
        assertEquals(mode, mode(file));
        assertEquals("n", Files.readString(file));
    }

    private Path temporary() throws IOException {
        return scratch.resolve(names().stream().filter(name -> name.startsWith(".bn-")).findFirst().orElseThrow());
    }

    /** What the umask leaves of rw-rw-rw-, as for every other new file. */
    @Test
    void aNewFileHasTheUsualMode() throws IOException {
        Path usual = Files.createFile(scratch.resolve("usual"));
        assertEquals(mode(usual), mode(OutputFile.at(scratch.resolve("new")).write("1")));
    }

    @Test
    void whatAKilledProcessLeftIsDeletedAndNothingElse() throws IOException {
        Path dead = Files.writeString(scratch.resolve(".bn-0123456789abcdef.tmp"), "half");
        Path live = scratch.resolve(".bn-00000000000000ff.tmp");
        List<String> others = List.of(".bn-0123456789abcdeg.tmp", ".bn-0123456789abcdef.tmp.txt", ".bn-notes.tmp", "x.tmp");
        for (String name : others) {
            Files.writeString(scratch.resolve(name), "mine");
        }
        Path victim = Files.writeString(scratch.resolve("victim"), "mine");
        Path link = Files.createSymbolicLink(scratch.resolve(".bn-1111111111111111.tmp"), victim);
        try (OtherProcess other = new OtherProcess(scratch, live)) {
            assertTrue(other.locked());
            OutputFile.at(scratch.resolve("f")).write(out -> {
                // A thread of this process that begins meanwhile.
                new OutputFolder(scratch).write("g", "1");
                out.write('1');
            });
            assertTrue(Files.exists(live) && !Files.exists(dead) && Files.exists(link) && Files.exists(victim));
        }
        OutputFile.at(scratch.resolve("f"));
        assertFalse(Files.exists(live));
        others.forEach(name -> assertTrue(Files.exists(scratch.resolve(name)), name));
        assertEquals("1", Files.readString(scratch.resolve("f")));
    }

    /** Nothing else has a right to these names, and still nothing that is not a file that a process left is touched. */
    @Test
    void whatHasTheNameOfATemporaryFileAndIsNoneStays() throws IOException, InterruptedException {
        Path victim = Files.writeString(scratch.resolve("victim"), "mine");
        Path folder = Files.createDirectory(scratch.resolve(".bn-2222222222222222.tmp"));
        Files.writeString(folder.resolve("x"), "mine");
        Path pipe = scratch.resolve(".bn-3333333333333333.tmp");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        Path lockLink = Files.createSymbolicLink(scratch.resolve(".bn-4444444444444444.lock"), victim);
        Path lockFolder = Files.createDirectory(scratch.resolve(".bn-5555555555555555.lock"));
        Path dangling = Files.createSymbolicLink(scratch.resolve(".bn-6666666666666666.tmp"), Path.of("nothing"));
        Path second = Files.createLink(scratch.resolve(".bn-7777777777777777.tmp"), victim);
        OutputFile.at(scratch.resolve("f")).write("1");
        for (Path each : List.of(folder.resolve("x"), pipe, lockLink, lockFolder, victim)) {
            assertTrue(Files.exists(each), each::toString);
        }
        assertTrue(Files.isSymbolicLink(dangling) && !Files.exists(scratch.resolve("nothing")));
        // A further name of a file is deleted, the file stays.
        assertFalse(Files.exists(second));
        assertEquals("mine", Files.readString(victim));
    }

    @Test
    void temporaryNamesAreDrawnAnew() throws IOException {
        Set<Path> names = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            OutputFile.at(scratch.resolve("f")).write(out -> names.add(temporary()));
        }
        assertEquals(5, names.size());
    }

    /** Other files are not opened, and do not slow it down. */
    @Test
    void aFolderWithThousandsOfOtherFiles() throws IOException {
        for (int i = 0; i < 20_000; i++) {
            Files.createFile(scratch.resolve("x" + i));
        }
        Path dead = Files.writeString(scratch.resolve(".bn-0123456789abcdef.tmp"), "half");
        assertTimeout(Duration.ofSeconds(20), () -> OutputFile.at(scratch.resolve("f")).write("1"));
        assertFalse(Files.exists(dead));
        assertEquals(20_001, names().size());
    }

    @Test
    void aFolderThatIsDeletedMeanwhileIsAFailure() throws IOException {
        Path folder = scratch.resolve("a");
        OutputFile file = OutputFile.at(folder.resolve("f"));
        Files.delete(folder);
        BnException e = assertThrows(BnException.class, () -> file.write("1"));
        assertEquals("cannot write " + folder.resolve("f") + ": no such file or folder", e.getMessage());
    }

    @Test
    void errorsAndClosedStreamsLeaveNothingBehind() throws IOException {
        Path file = Files.writeString(scratch.resolve("f"), "old");
        assertThrows(OutOfMemoryError.class, () -> OutputFile.at(file).write(out -> {
            out.write('n');
            throw new OutOfMemoryError("a test");
        }));
        assertEquals(List.of("f"), names());
        assertEquals("old", Files.readString(file));
        OutputFile.at(file).write(OutputStream::close);
        assertEquals("", Files.readString(file));
    }

    /** Many writers to one file: each time the whole of one. */
    @Test
    void theLastWriterWins() throws IOException, InterruptedException {
        Path file = scratch.resolve("f");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int i = 0; i < 40; i++) {
            String text = String.valueOf((char) ('a' + i % 26)).repeat(20_000);
            threads.execute(() -> OutputFile.at(file).write(text));
        }
        threads.shutdown();
        assertTrue(threads.awaitTermination(60, TimeUnit.SECONDS));
        String text = Files.readString(file);
        assertEquals(text.substring(0, 1).repeat(20_000), text);
        assertEquals(List.of("f"), names());
    }
}
