package bn.experiments.data.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartFileTest {
    private static final URI FROM = URI.create("https://example.org/data/file");
    private static final URI OTHER = URI.create("https://example.com/data/file");
    private static final long MOST = 1000;

    @TempDir
    private Path folder;

    private Path place;

    @BeforeEach
    void place() {
        place = folder.resolve("file");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static void write(FileChannel channel, int bytes) throws IOException {
        try (channel) {
            channel.write(ByteBuffer.allocate(bytes));
        }
    }

    /** Creates a stale part of an earlier fetch. */
    private Path left(URI from, int bytes, String validator) throws IOException {
        try (PartFile part = PartFile.open(place, from, Long.MAX_VALUE)) {
            write(part.begin(validator), bytes);
            return part.path();
        }
    }

    @Test
    void aStalePartIsAdoptedWithItsValidatorUnderANewName() throws IOException {
        Path before = left(FROM, 10, "\"tag\"");
        assertEquals(2, files().size());
        try (PartFile part = PartFile.open(place, FROM, MOST)) {
            assertEquals(10, part.size());
            assertEquals("\"tag\"", part.validator());
            assertTrue(part.mixed());
            assertNotEquals(before, part.path());
            write(part.append(), 5);
            assertEquals(15, part.size());
        }
        assertEquals(2, files().size());
    }

    @Test
    void anEmptyPartIsDeleted() throws IOException {
        PartFile.open(place, FROM, MOST).close();
        assertEquals(List.of(), files());
    }

    @Test
    void theLongestOfSeveralPartsIsAdopted() throws IOException {
        Path scratch = Files.createDirectory(folder.resolve("scratch"));
        for (int bytes : new int[] {20, 30, 10}) {
            left(FROM, bytes, "");
            for (Path file : files()) {
                if (Files.isRegularFile(file)) {
                    Files.move(file, scratch.resolve(file.getFileName()));
                }
            }
        }
        try (Stream<Path> files = Files.list(scratch)) {
            for (Path file : files.toList()) {
                Files.move(file, folder.resolve(file.getFileName()));
            }
        }
        Files.delete(scratch);
        try (PartFile part = PartFile.open(place, FROM, MOST)) {
            assertEquals(30, part.size());
        }
        assertEquals(2, files().size());
    }

    @Test
    void aPartThatIsInUseIsNotTouched() throws IOException {
        try (PartFile first = PartFile.open(place, FROM, MOST)) {
            write(first.begin(""), 10);
            try (PartFile second = PartFile.open(place, FROM, MOST)) {
                assertEquals(0, second.size());
                PartFile.deleteStale(place);
                assertEquals(10, first.size());
            }
            // Closing the second part has not released the lock of the first.
            PartFile.deleteStale(place);
            assertEquals(10, first.size());
        }
        PartFile.deleteStale(place);
        assertEquals(List.of(), files());
    }

    @Test
    void partsOfOtherMirrorsAndFilesAreNotTouched() throws IOException {
        left(OTHER, 10, "");
        Path similar = Files.writeString(folder.resolve("file2.0123456789abcdef.part.note"), FROM.toString());
        try (PartFile part = PartFile.open(place, FROM, MOST)) {
            assertEquals(0, part.size());
        }
        assertEquals(3, files().size());
        PartFile.deleteStale(place);
        assertEquals(List.of(similar), files());
    }

    @Test
    void aPartThatIsLongerThanTheFileIsDeleted() throws IOException {
        Path before = left(FROM, (int) MOST + 1, "");
        try (PartFile part = PartFile.open(place, FROM, MOST)) {
            assertEquals(0, part.size());
        }
        assertTrue(Files.notExists(before));
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        Path before = left(FROM, 10, "");
        Path elsewhere = Files.write(Files.createDirectory(folder.resolve("elsewhere")).resolve("mine"), new byte[20]);
        Files.delete(before);
        Files.createSymbolicLink(before, elsewhere);
        try (PartFile part = PartFile.open(place, FROM, MOST)) {
            assertEquals(0, part.size());
            write(part.begin(""), 5);
        }
        assertArrayEquals(new byte[20], Files.readAllBytes(elsewhere));
    }

    @Test
    void aNoteThatIsALinkOrAFolderIsNotTouched() throws IOException {
        Path mine = Files.writeString(Files.createDirectory(folder.resolve("elsewhere")).resolve("mine"), FROM + "\n");
        Path link = Files.createSymbolicLink(folder.resolve("file.0123456789abcdef.part.note"), mine);
        Path directory = Files.createDirectory(folder.resolve("file.0123456789abcdee.part.note"));
        PartFile.open(place, FROM, MOST).close();
        PartFile.deleteStale(place);
        assertTrue(Files.isSymbolicLink(link) && Files.isDirectory(directory));
        assertEquals(FROM + "\n", Files.readString(mine));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n\n", "https://example.org/data/file\nX\r\nEvil: header",
            "https://example.org/data/file\nW/\"weak\"",
            "https://example.org/data/file\n\"a\"b\"", "\u0000\u0001"})
    void aDamagedNoteGivesNoValidator(String text) throws IOException {
        Path before = left(FROM, 10, "\"tag\"");
        Files.writeString(before.resolveSibling(before.getFileName() + ".note"), text);
        try (PartFile part = PartFile.open(place, FROM, MOST)) {
            assertFalse(part.validator().contains("\"") || part.validator().contains("\n"), part.validator());
        }
        PartFile.deleteStale(place);
        assertEquals(List.of(), files());
    }
}
