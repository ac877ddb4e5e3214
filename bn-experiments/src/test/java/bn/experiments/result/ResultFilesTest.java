package bn.experiments.result;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.DType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFilesTest {
    @TempDir
    private Path scratch;

    @Test
    void aFileThatFailsHalfwayLeavesTheOldOne() throws IOException {
        OutputFolder folder = new OutputFolder(scratch.resolve("run"));
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
    void aFolderThatCannotBeMadeIsRefusedAtOnce() throws IOException {
        Path file = Files.writeString(scratch.resolve("file"), "");
        BnException e = assertThrows(BnException.class, () -> new OutputFolder(file));
        assertEquals("cannot write to the folder " + file + ": a file is in its place; choose another", e.getMessage());
    }

    @Test
    void csvQuotesWhatNeedsIt() {
        Csv csv = new Csv(List.of("a", "b"));
        csv.row(1.5, null);
        csv.row("x,y", "say \"no\"");
        assertEquals("a,b\n1.5,\n\"x,y\",\"say \"\"no\"\"\"\n", csv.toString());
        Csv more = Csv.continuing(List.of("a", "b"), csv.toString());
        more.row(2, 3);
        assertEquals(csv + "2,3\n", more.toString());
        assertThrows(IllegalArgumentException.class, () -> Csv.continuing(List.of("a", "c"), csv.toString()));
        assertThrows(IllegalArgumentException.class, () -> csv.row(1));
    }

    @Test
    void jsonHasNullForWhatIsNotFinite() {
        record Sample(double value, double[] values, Double boxed) { }
        String text = Json.text(new Sample(Double.NaN, new double[] {1, Double.POSITIVE_INFINITY}, Double.NaN));
        assertEquals("{\"value\":null,\"values\":[1.0,null],\"boxed\":null}", text.replaceAll("\\s", ""));
    }

    @Test
    void arraysComeBackFromACheckpoint() throws IOException {
        TreeMap<String, double[]> arrays = new TreeMap<>(Map.of("b", new double[] {1, -2, 3.5, 0}, "a", new double[] {Math.PI}));
        Path file = scratch.resolve("c.safetensors");
        for (DType dtype : DType.values()) {
            try (var out = Files.newOutputStream(file)) {
                Safetensors.write(out, dtype, arrays, Map.of("b", List.of(2, 2)), Map.of("epoch", "3"));
            }
            Safetensors.Contents contents = Safetensors.read(file);
            assertEquals(Map.of("epoch", "3"), contents.metadata());
            assertEquals(arrays.keySet(), contents.arrays().keySet());
            assertArrayEquals(arrays.get("b"), contents.arrays().get("b"));
            assertEquals(Math.PI, contents.arrays().get("a")[0], Math.PI * dtype.epsilon());
        }
    }

    /** The layout by hand, as the format's description has it: length, JSON header, data. */
    @Test
    void aCheckpointIsASafetensorsFile() throws IOException {
        Path file = scratch.resolve("c.safetensors");
        try (var out = Files.newOutputStream(file)) {
            Safetensors.write(out, DType.FLOAT32, new TreeMap<>(Map.of("w", new double[] {1})), Map.of(), Map.of());
        }
        byte[] bytes = Files.readAllBytes(file);
        int length = bytes[0] & 0xff | (bytes[1] & 0xff) << 8;
        String header = new String(bytes, 8, length, StandardCharsets.UTF_8).replaceAll("\\s", "");
        assertEquals("{\"__metadata__\":{},\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", header);
        assertArrayEquals(new byte[] {0, 0, (byte) 0x80, 0x3f}, Arrays.copyOfRange(bytes, 8 + length, bytes.length));
    }

    @Test
    void aTruncatedCheckpointIsRefused() throws IOException {
        Path file = scratch.resolve("c.safetensors");
        try (var out = Files.newOutputStream(file)) {
            Safetensors.write(out, DType.FLOAT32, new TreeMap<>(Map.of("w", new double[100])), Map.of(), Map.of());
        }
        byte[] bytes = Files.readAllBytes(file);
        for (int length : new int[] {0, 5, 30, bytes.length - 1}) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertThrows(BnException.class, () -> Safetensors.read(file), "length " + length);
        }
        assertFalse(Safetensors.read(Files.write(file, bytes)).arrays().isEmpty());
    }
}
