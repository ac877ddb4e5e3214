package bn.experiments.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fault injection finds the faults of wrong ways to write a file, and accepts the right one. */
class FaultInjectionTest {
    private static final FaultInjection.Setup OLD = folder -> Files.writeString(folder.resolve("f"), "old");
    private static final FaultInjection.Check WHOLE = (folder, reported) -> {
        String text = Files.readString(folder.resolve("f"));
        assertTrue(text.equals("new") || text.equals("old") && reported.isEmpty(), text);
    };

    @TempDir(factory = MemoryTempDirFactory.class)
    private Path scratch;

    /** Writes another file and renames it, with or without forcing the file and the folder. */
    private static FaultInjection.Work renamed(boolean forced, boolean folderForced) {
        return (folder, reported) -> {
            try {
                Path other = folder.resolve("other");
                try (FileChannel channel = FileChannel.open(other, StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
                    channel.write(ByteBuffer.wrap("new".getBytes(StandardCharsets.UTF_8)));
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
    void writingForcingAndRenamingPasses() throws IOException {
        FaultInjection.failEachCall(scratch, OLD, renamed(true, true), WHOLE);
        FaultInjection.cutPowerAtEachCall(scratch, OLD, renamed(true, true), WHOLE);
    }

    @Test
    void contentAndNamesThatAreNotForcedAreLost() throws IOException {
        FaultInjection.failEachCall(scratch, OLD, renamed(false, false), WHOLE);
        AssertionError bytes = assertThrows(AssertionError.class,
                () -> FaultInjection.cutPowerAtEachCall(scratch, OLD, renamed(false, true), WHOLE));
        assertTrue(bytes.getMessage().contains("bytes LOST"), bytes.getMessage());
        AssertionError name = assertThrows(AssertionError.class,
                () -> FaultInjection.cutPowerAtEachCall(scratch, OLD, renamed(true, false), WHOLE));
        assertTrue(name.getMessage().startsWith("after the last call, reported [f], the first 0 of 2"), name.getMessage());
    }

    @Test
    void aFileThatIsOverwrittenMayBeIncomplete() {
        FaultInjection.Work inPlace = (folder, reported) -> {
            try {
                Files.writeString(folder.resolve("f"), "new");
            } catch (IOException e) {
                throw new BnException("cannot write " + folder + ": " + e.getMessage(), e);
            }
        };
        assertThrows(AssertionError.class, () -> FaultInjection.failEachCall(scratch, OLD, inPlace, WHOLE));
        assertThrows(AssertionError.class, () -> FaultInjection.cutPowerAtEachCall(scratch, OLD, inPlace, WHOLE));
    }

    @Test
    void exceptionsOtherThanBnExceptionAreFound() {
        AssertionError error = assertThrows(AssertionError.class, () -> FaultInjection.failEachCall(scratch, OLD,
                (folder, reported) -> Files.delete(folder.resolve("f")), (folder, reported) -> {}));
        assertTrue(error.getMessage().startsWith("call 1, delete "), error.getMessage());
    }

    /** Forcing a folder forces its entries; its own name is an entry of its parent. */
    @Test
    void theNameOfAFolderIsForcedWithItsParent() throws IOException {
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
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(folder.resolve("f")), files.toList());
        }
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path)) {
            channel.force(true);
        }
    }
}
