package bn.experiments.data.npy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.experiments.data.DataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyArrayTest {
    @TempDir
    private Path folder;

    private double[] read(byte[] file) throws IOException {
        try (NpyArray array = NpyFile.open(Files.write(folder.resolve("a.npy"), file))) {
            return array.readAll();
        }
    }

    private String refused(byte[] file) {
        String message = assertThrows(DataException.class, () -> read(file)).getMessage();
        assertEquals(1, message.lines().count(), message);
        assertTrue(message.startsWith(folder.resolve("a.npy").toString()), message);
        return message;
    }

    private static byte[] vector(String type, ByteOrder order, int size, int count, Consumer<ByteBuffer> content) {
        return NpyBytes.file(1, "'" + type + "'", false, "(" + count + ",)", NpyBytes.elements(order, size, content));
    }

    @Test
    void allTypesInBothByteOrders() throws IOException {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            String o = order == ByteOrder.LITTLE_ENDIAN ? "<" : ">";
            assertArrayEquals(new double[] {-1.5, Float.MIN_VALUE},
                    read(vector(o + "f4", order, 8, 2, b -> b.putFloat(-1.5f).putFloat(Float.MIN_VALUE))));
            assertArrayEquals(new double[] {Math.PI, -Double.MAX_VALUE},
                    read(vector(o + "f8", order, 16, 2, b -> b.putDouble(Math.PI).putDouble(-Double.MAX_VALUE))));
            assertArrayEquals(new double[] {-32768, 258},
                    read(vector(o + "i2", order, 4, 2, b -> b.putShort(Short.MIN_VALUE).putShort((short) 258))));
            assertArrayEquals(new double[] {32768, 258},
                    read(vector(o + "u2", order, 4, 2, b -> b.putShort(Short.MIN_VALUE).putShort((short) 258))));
            assertArrayEquals(new double[] {-1, 16909060},
                    read(vector(o + "i4", order, 8, 2, b -> b.putInt(-1).putInt(0x01020304))));
            assertArrayEquals(new double[] {4294967295.0, 1}, read(vector(o + "u4", order, 8, 2, b -> b.putInt(-1).putInt(1))));
            assertArrayEquals(new double[] {-9007199254740992.0, 0x0102030405060L},
                    read(vector(o + "i8", order, 16, 2, b -> b.putLong(-(1L << 53)).putLong(0x0102030405060L))));
        }
        byte[] bytes = {-1, 127};
        assertArrayEquals(new double[] {-1, 127}, read(NpyBytes.file(1, "'|i1'", false, "(2,)", bytes)));
        assertArrayEquals(new double[] {255, 127}, read(NpyBytes.file(1, "'|u1'", false, "(2,)", bytes)));
        assertArrayEquals(new double[] {0, 1}, read(NpyBytes.file(1, "'|b1'", false, "(2,)", new byte[] {0, 1})));
    }

    @Test
    void integersThatFloat64CannotRepresentAreRejected() {
        for (long value : new long[] {(1L << 53) + 1, Long.MAX_VALUE, Long.MIN_VALUE + 1}) {
            byte[] file = vector("<i8", ByteOrder.LITTLE_ENDIAN, 8, 1, b -> b.putLong(value));
            assertTrue(refused(file).contains(value + ", which float64 cannot"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void versionsAndShapes(int version) throws IOException {
        byte[] six = {1, 2, 3, 4, 5, 6};
        assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, read(NpyBytes.file(version, "'|u1'", false, "(2, 3)", six)));
        assertArrayEquals(new double[] {1, 3, 5, 2, 4, 6}, read(NpyBytes.file(version, "'|u1'", true, "(2, 3)", six)));
        assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, read(NpyBytes.file(version, "'|u1'", true, "(6,)", six)));
        assertArrayEquals(new double[] {7}, read(NpyBytes.file(version, "'|u1'", false, "()", new byte[] {7})));
        assertArrayEquals(new double[0], read(NpyBytes.file(version, "'|u1'", false, "(0,)", new byte[0])));
    }

    /** Arrays larger than the buffer, read in pieces of random sizes, with an offset and a stride. */
    @ParameterizedTest
    @CsvSource({"1, 70000, false", "7, 9000, false", "7, 9000, true", "20000, 3, false", "20000, 3, true"})
    void largeArraysInPieces(int columns, int rows, boolean byColumns) throws IOException {
        Random random = new Random(columns);
        byte[] elements = NpyBytes.elements(ByteOrder.BIG_ENDIAN, 4 * rows * columns, b -> {
            for (int e = 0; e < rows * columns; e++) {
                b.putInt(byColumns ? e % rows * columns + e / rows : e);
            }
        });
        Path file = Files.write(folder.resolve("a.npy"),
                NpyBytes.file(1, "'>i4'", byColumns, "(" + rows + ", " + columns + ")", elements));
        try (NpyArray array = NpyFile.open(file)) {
            int done = 0;
            while (done < rows) {
                int most = 1 + random.nextInt(Math.max(1, rows / 3));
                double[] into = new double[1 + most * (columns + 2)];
                int count = array.read(into, 1, columns + 2, most);
                assertEquals(Math.min(most, rows - done), count);
                for (int i = 0; i < count; i++, done++) {
                    for (int j = 0; j < columns; j++) {
                        assertEquals(done * columns + j, into[1 + i * (columns + 2) + j]);
                    }
                }
            }
            assertEquals(0, array.read(new double[columns], 0, columns, 1));
        }
    }

    @Test
    void headersWithWrongSizes() {
        byte[] eight = new byte[8];
        assertTrue(refused(NpyBytes.file(1, "'<f8'", false, "(2,)", eight)).contains("16 bytes, but 8 bytes follow"));
        assertTrue(refused(NpyBytes.file(1, "'<f4'", false, "(1,)", eight)).contains("4 bytes, but 8 bytes follow"));
        assertTrue(refused(NpyBytes.file(1, "'<f8'", false, "(4000000000, 2000000000)", eight)).contains("too much"));
        assertTrue(refused(NpyBytes.file(1, "'<f8'", false, "(4000000000, 2000000)", eight)).contains("8 bytes follow"));
        assertTrue(refused(NpyBytes.file(1, "'<f8'", true, "(99999999999999999999,)", eight)).contains("dimension"));
        byte[] longHeader = NpyBytes.file(2, "'<f8'", false, "(1,)", eight);
        longHeader[11] = -1;
        assertTrue(refused(longHeader).contains("claims a header"));
    }

    @Test
    void unsupportedFilesAreRejected() {
        assertTrue(refused(NpyBytes.file(1, "'|O'", false, "(1,)", new byte[8])).contains("Python objects"));
        assertTrue(refused(NpyBytes.file(1, "[('a', '<f8')]", false, "(1,)", new byte[8])).contains("several fields"));
        assertTrue(refused(NpyBytes.file(1, "'<c16'", false, "(1,)", new byte[16])).contains("'<c16'"));
        assertTrue(refused(NpyBytes.file(1, "'<f8'", false, "(1, 1, 1)", new byte[8])).contains("3 dimensions"));
        assertTrue(refused(NpyBytes.file(1, "'<U1'", false, "(2,)", new byte[8])).contains("text"));
        assertTrue(refused(NpyBytes.file(4, "'<f8'", false, "(1,)", new byte[8])).contains("version 4.0"));
        assertTrue(refused("a,b\n1,2\n".getBytes(StandardCharsets.US_ASCII)).contains("not a NumPy array"));
    }

    private static byte[] withHeader(String header, byte[] elements) {
        byte[] file = NpyBytes.file(1, "'<f8'", false, "(1,)", elements);
        byte[] text = (header + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(file, 10 + text.length + elements.length);
        all[8] = (byte) text.length;
        System.arraycopy(text, 0, all, 10, text.length);
        System.arraycopy(elements, 0, all, 10 + text.length, elements.length);
        return all;
    }

    /** A header must be the dictionary of these three entries and nothing else. NumPy rejects the same headers. */
    @ParameterizedTest
    @ValueSource(strings = {
            "{'descr': '<f8', 'fortran_order': False, 'shape': (1,), 'shape': (1,), }",
            "{'descr': '<f8', 'descr': '>f8', 'fortran_order': False, 'shape': (1,)}",
            "{'descr': '<f8', 'fortran_order': False, 'shape': (1,), 'more': 1}",
            "{'descr': '<f8', 'fortran_order': False, 'shape': (1,)} x",
            "{'descr': '<f8', 'fortran_order': False, 'shape': (1)}",
            "{'descr': '<f8', 'fortran_order': False, 'shape': (1 1)}",
            "{'descr': '<f8', 'fortran_order': False, 'shape': (-1,)}",
            "{'descr': '<f8', 'fortran_order': 0, 'shape': (1,)}",
            "{'descr': '<f8', 'fortran_order': 'False', 'shape': (1,)}",
            "{'descr': '<f8', 'shape': (1,)}",
            "{'descr': '=f8', 'fortran_order': False, 'shape': (1,)}",
            "{'descr': '|f8', 'fortran_order': False, 'shape': (1,)}",
            "'descr': '<f8', 'fortran_order': False, 'shape': (1,)}",
            "{'descr': '<f8', 'fortran_order': False, 'shape': (1,)"})
    void invalidHeadersAreRejected(String header) throws IOException {
        refused(withHeader(header, new byte[8]));
        assertArrayEquals(new double[1],
                read(withHeader("{ \"shape\": (1, ), 'fortran_order':True,'descr':'<f8'} ", new byte[8])));
    }

    @Test
    void invalidElementsAreRejected() {
        assertTrue(refused(NpyBytes.file(1, "'|b1'", false, "(2,)", new byte[] {1, 2})).contains("holds 2 among truth values"));
        byte[] minor = NpyBytes.file(1, "'<f8'", false, "(1,)", new byte[8]);
        minor[7] = 1;
        assertTrue(refused(minor).contains("version 1.1"));
    }

    /** Code points beyond Unicode, an unpaired surrogate, and a code point after the 0 that ends the text. */
    @Test
    void invalidTextsAreRejected() throws IOException {
        for (int[] points : new int[][] {{'p', 0x110000}, {'p', -1}, {0xd800, 'p'}, {'p', 0, 'q'}}) {
            byte[] elements = NpyBytes.elements(ByteOrder.LITTLE_ENDIAN, 4 * points.length,
                    b -> Arrays.stream(points).forEach(b::putInt));
            Path file = Files.write(folder.resolve("a.npy"),
                    NpyBytes.file(1, "'<U" + points.length + "'", false, "(1,)", elements));
            try (NpyArray array = NpyFile.open(file)) {
                assertTrue(assertThrows(DataException.class, array::readTexts).getMessage().contains("code point"));
            }
        }
    }

    /** A file that is truncated anywhere, or has any byte changed, is either read or rejected with a message. */
    @Test
    void damagedFiles() throws IOException {
        byte[] file = NpyBytes.file(1, "'<f8'", true, "(2, 2)", new byte[32]);
        for (int length = 0; length < file.length; length++) {
            refused(Arrays.copyOf(file, length));
        }
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            byte[] damaged = file.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            try {
                read(damaged);
            } catch (BnException e) {
                assertTrue(e.getMessage().contains("a.npy"), e.getMessage());
            }
        }
    }

    @Test
    void writtenArraysAreReadBackToTheBit() throws IOException {
        double[] values = new Random(2).longs(600).mapToDouble(Double::longBitsToDouble).toArray();
        for (int[] shape : new int[][] {{600}, {20, 30}, {1, 600}}) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            NpyWriter.write(out, values, shape);
            assertEquals(0, (out.size() - 8 * 600) % 64, "elements are aligned as the format says");
            assertArrayEquals(values, read(out.toByteArray()));
        }
    }

    @Test
    void archives() throws IOException {
        Path file = folder.resolve("a.npz");
        List<String> texts = List.of("", "caf\u00e9", "\ud83d\ude00 class");
        try (OutputStream out = Files.newOutputStream(file); NpyWriter.Archive archive = new NpyWriter.Archive(out)) {
            archive.add("v", new double[] {1, 2}, 2);
            archive.add("names", texts);
        }
        assertTrue(NpzFile.isOne(file));
        try (NpzFile archive = new NpzFile(file); NpyArray v = archive.array("v"); NpyArray names = archive.array("names")) {
            assertArrayEquals(new double[] {1, 2}, v.readAll());
            assertEquals(texts, names.readTexts());
            assertTrue(assertThrows(DataException.class, () -> archive.array("w")).getMessage()
                    .endsWith("has no array 'w'; it has v, names"));
        }
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 100));
        assertTrue(assertThrows(DataException.class, () -> new NpzFile(file)).getMessage().contains("damaged or truncated"));
    }
}
