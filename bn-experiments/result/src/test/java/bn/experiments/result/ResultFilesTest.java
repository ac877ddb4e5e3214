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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFilesTest {
    @TempDir
    private Path scratch;

    @Test
    void ifWritingFailsTheOldFileIsKept() throws IOException {
        OutputDirectory folder = new OutputDirectory(scratch.resolve("run"));
        folder.write("a.txt", "old");
        BnException e = assertThrows(BnException.class, () -> folder.write("a.txt", out -> {
            out.write(new byte[100_000]);
            throw new IOException("No space left on device");
        }));
        assertTrue(e.getMessage().contains("a.txt: No space left on device"), e.getMessage());
        assertEquals("old", Files.readString(folder.file("a.txt")));
        try (var files = Files.list(folder.path())) {
            assertEquals(List.of("a.txt"), files.map(file -> file.getFileName().toString()).toList());
        }
    }

    @Test
    void aFolderThatCannotBeCreatedIsRejectedImmediately() throws IOException {
        Path file = Files.writeString(scratch.resolve("file"), "");
        BnException e = assertThrows(BnException.class, () -> new OutputDirectory(file));
        assertEquals("cannot write to the folder " + file + ": there is a file of this name; choose another", e.getMessage());
    }

    @Test
    void csvCellsAreQuotedIfNeeded() {
        Csv csv = new Csv(List.of("a", "b"));
        csv.row(1.5, null);
        csv.row("x,y", "say \"no\"");
        assertEquals("a,b\n1.5,\n\"x,y\",\"say \"\"no\"\"\"\n", csv.toString());
        assertThrows(IllegalArgumentException.class, () -> csv.row(1));
    }

    @Test
    void anAppendOnlyFileIsTruncatedToAPositionAndGrows() throws IOException {
        OutputDirectory folder = new OutputDirectory(scratch);
        folder.write("a.csv", "head\n");
        try (AppendOnlyFile file = folder.append("a.csv", 5)) {
            file.append("1\n");
            file.append("2\n");
            file.sync();
            assertEquals("head\n1\n2\n", Files.readString(scratch.resolve("a.csv")));
        }
        try (AppendOnlyFile file = folder.append("a.csv", 7)) {
            file.append("3\n");
        }
        assertEquals("head\n1\n3\n", Files.readString(scratch.resolve("a.csv")));
        BnException e = assertThrows(BnException.class, () -> folder.append("none.csv", 0));
        assertTrue(e.getMessage().contains("none.csv") && e.getMessage().contains("no such file"), e.getMessage());
    }

    /** The backup keeps its content when the file is replaced, also if no hard link is possible. */
    @Test
    void aBackupIsRestored() throws IOException {
        OutputDirectory folder = new OutputDirectory(scratch.resolve("a"));
        Path elsewhere = Files.writeString(scratch.resolve("elsewhere"), "old");
        Files.createSymbolicLink(folder.file("link"), elsewhere);
        folder.write("file", "old");
        for (String name : List.of("file", "link")) {
            folder.backUp(name, "kept");
            folder.write(name, "new");
            assertEquals("old", Files.readString(folder.file("kept")));
            assertEquals("new", Files.readString(folder.file(name)));
            folder.restore("kept", name);
            assertEquals("old", Files.readString(folder.file(name)));
            assertFalse(folder.has("kept"));
        }
        assertEquals("old", Files.readString(elsewhere));
    }

    @Test
    void numbersThatAreNotFiniteAreNullInJson() {
        record Sample(double value, double[] values, Double boxed) {}
        String text = Json.text(new Sample(Double.NaN, new double[] {1, Double.POSITIVE_INFINITY}, Double.NaN));
        assertEquals("{\"value\":null,\"values\":[1.0,null],\"boxed\":null}", text.replaceAll("\\s", ""));
    }
}
