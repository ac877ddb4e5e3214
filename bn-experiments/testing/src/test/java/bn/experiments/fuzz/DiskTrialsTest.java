package bn.experiments.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trials find what is wrong with ways to write a file that are known to be wrong, and nothing with the right one. */
class DiskTrialsTest {
    private static final DiskTrials.Beginning OLD = folder -> Files.writeString(folder.resolve("f"), "old");
    private static final DiskTrials.Check WHOLE = (folder, reported) -> {
        String text = Files.readString(folder.resolve("f"));
        assertTrue(text.equals("new") || text.equals("old") && reported.isEmpty(), text);
    };

    @TempDir(factory = MemoryFolder.class)
    private Path scratch;

    /** Writes another file and renames it, with the steps that are asked for. */
    private static DiskTrials.Work renamed(boolean forced, boolean folderForced) {
        return (folder, reported) -> {
            try {
                Path other = folder.resolve("other");
                try (FileChannel channel = FileChannel.open(other, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
                    channel.write(ByteBuffer.wrap("new".getBytes()));
                    if (forced) {
                        channel.force(true);
                    }
                }
                Files.move(other, folder.resolve("f"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                if (folderForced) {
                    try (FileChannel channel = FileChannel.open(folder)) {
                        channel.force(true);
                    }
                }
                reported.add("f");
            } catch (IOException e) {
                throw new BnException("cannot write " + folder + ": " + e.getMessage(), e);
            }
        };
    }

    @Test
    void theRightWayPasses() throws IOException {
        DiskTrials.failures(scratch, OLD, renamed(true, true), WHOLE);
        DiskTrials.powerCuts(scratch, OLD, renamed(true, true), WHOLE);
    }

    @Test
    void bytesAndNamesThatAreNotForcedAreLost() throws IOException {
        DiskTrials.failures(scratch, OLD, renamed(false, false), WHOLE);
        AssertionError bytes = assertThrows(AssertionError.class,
                () -> DiskTrials.powerCuts(scratch, OLD, renamed(false, true), WHOLE));
        assertTrue(bytes.getMessage().contains("bytes LOST"), bytes.getMessage());
        AssertionError name = assertThrows(AssertionError.class,
                () -> DiskTrials.powerCuts(scratch, OLD, renamed(true, false), WHOLE));
        assertTrue(name.getMessage().startsWith("after the last call, reported [f], the first 0 of 2"), name.getMessage());
    }

    @Test
    void aFileThatIsWrittenInItsPlaceIsHalfSometimes() {
        DiskTrials.Work inPlace = (folder, reported) -> {
            try {
                Files.writeString(folder.resolve("f"), "new");
            } catch (IOException e) {
                throw new BnException("cannot write " + folder + ": " + e.getMessage(), e);
            }
        };
        assertThrows(AssertionError.class, () -> DiskTrials.failures(scratch, OLD, inPlace, WHOLE));
        assertThrows(AssertionError.class, () -> DiskTrials.powerCuts(scratch, OLD, inPlace, WHOLE));
    }

    @Test
    void errorsThatAreNoOneLineAreFound() {
        AssertionError error = assertThrows(AssertionError.class, () -> DiskTrials.failures(scratch, OLD,
                (folder, reported) -> Files.delete(folder.resolve("f")), (folder, reported) -> { }));
        assertTrue(error.getMessage().startsWith("call 1, delete "), error.getMessage());
    }

    /** A folder is on the disk when the one above it is, and what is in it when it is itself. */
    @Test
    void foldersAreNamesInTheFolderAbove() throws IOException {
        SimulatedDisk disk = new SimulatedDisk(scratch);
        Path folder = Files.createDirectory(disk.root().resolve("a"));
        Files.writeString(folder.resolve("f"), "1");
        force(folder.resolve("f"));
        force(folder);
        assertEquals(1, disk.state().pending());
        force(disk.root());
        assertEquals(0, disk.state().pending());
        Path image = Files.createDirectory(scratch.resolve("image"));
        disk.state().image(PowerCut.Outcome.of(0).get(0)).write(image);
        assertEquals("1", Files.readString(image.resolve("a/f")));
        assertEquals(List.of(folder.resolve("f")), Files.list(folder).toList());
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path)) {
            channel.force(true);
        }
    }
}
