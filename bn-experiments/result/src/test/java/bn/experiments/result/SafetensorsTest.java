package bn.experiments.result;

import static bn.experiments.result.SafetensorsBytes.doubles;
import static bn.experiments.result.SafetensorsBytes.entry;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.DType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
    private static final byte[] TWO = doubles(1, 2);

    @TempDir
    private Path scratch;
    private Path file;

    @BeforeEach
    void name() {
        file = scratch.resolve("c.safetensors");
    }

    private byte[] written(DType dtype, Map<String, double[]> arrays, Map<String, List<Integer>> shapes,
            Map<String, String> metadata)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Safetensors.write(out, dtype, new TreeMap<>(arrays), shapes, metadata);
        return Files.readAllBytes(Files.write(file, out.toByteArray()));
    }

    private Safetensors.Contents read(byte[] bytes) throws IOException {
        return Safetensors.read(Files.write(file, bytes));
    }

    private void refused(String problem, byte[] bytes) throws IOException {
        Files.write(file, bytes);
        String message = assertThrows(BnException.class, () -> Safetensors.read(file), problem).getMessage();
        assertTrue(message.contains(problem) && message.contains("c.safetensors") && message.lines().count() == 1, message);
    }

    @Test
    void writtenArraysAreReadBack() throws IOException {
        Map<String, double[]> arrays = Map.of("b", new double[] {1, -2, 3.5, -0.0}, "a", new double[] {Math.PI}, "none",
                new double[0]);
        for (DType dtype : DType.values()) {
            Safetensors.Contents contents = read(written(dtype, arrays, Map.of("b", List.of(2, 2)), Map.of("epoch", "3")));
            assertEquals(Map.of("epoch", "3"), contents.metadata());
            assertEquals(arrays.keySet(), contents.arrays().keySet());
            arrays.forEach((name, values) -> assertArrayEquals(values, contents.arrays().get(name).values(), name));
            assertEquals(List.of(2, 2), contents.arrays().get("b").shape());
            // Values that float32 cannot represent are written in float64.
            assertEquals("F64", contents.arrays().get("a").dtype());
            assertEquals(dtype == DType.FLOAT32 ? "F32" : "F64", contents.arrays().get("b").dtype());
        }
    }

    /** The arrays are longer than a block of the reader, and the first one moves the second out of alignment. */
    @Test
    void longArraysAreReadBack() throws IOException {
        double[] odd = new double[] {3};
        double[] values = new double[100_003];
        Arrays.setAll(values, i -> i / 7.0);
        Safetensors.Contents contents = read(written(DType.FLOAT32, Map.of("a", odd, "b", values), Map.of(), Map.of()));
        assertArrayEquals(values, contents.arrays().get("b").values());
    }

    /** The layout of the specification: length, JSON header padded with spaces, data. And the checksum. */
    @Test
    void theLayoutIsThatOfTheSpecification() throws Exception {
        byte[] bytes = written(DType.FLOAT32, Map.of("w", new double[] {1}), Map.of(), Map.of("a", "b"));
        int length = bytes[0] & 0xff | (bytes[1] & 0xff) << 8;
        assertEquals(0, length % 8);
        String header = new String(bytes, 8, length, StandardCharsets.UTF_8);
        assertTrue(header.startsWith("{") && header.stripTrailing().endsWith("}"), header);
        byte[] data = {0, 0, (byte) 0x80, 0x3f};
        assertArrayEquals(data, Arrays.copyOfRange(bytes, 8 + length, bytes.length));
        String array = "\"w\":{\"data_offsets\":[0,4],\"dtype\":\"F32\",\"shape\":[1]}}";
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(("{\"__metadata__\":{\"a\":\"b\",\"writer\":\"bn\"}," + array).getBytes(StandardCharsets.UTF_8));
        String sha256 = HexFormat.of().formatHex(digest.digest(data));
        assertEquals("{\"__metadata__\":{\"a\":\"b\",\"sha256\":\"" + sha256 + "\",\"writer\":\"bn\"}," + array,
                header.replaceAll("\\s", ""));
    }

    @Test
    void zeroedBlocksAreDetectedByTheChecksum() throws IOException {
        double[] values = new double[2000];
        Arrays.setAll(values, i -> i + 1);
        byte[] bytes = written(DType.FLOAT64, Map.of("w", values), Map.of(), Map.of());
        for (int at = 0; at < bytes.length; at += 512) {
            byte[] copy = bytes.clone();
            Arrays.fill(copy, at, Math.min(bytes.length, at + 4096), (byte) 0);
            refused("", copy);
        }
    }

    @Test
    void aMissingOrWrongChecksumIsRejected() throws IOException {
        String text = new String(written(DType.FLOAT64, Map.of("w", new double[] {1}), Map.of(), Map.of("a", "b")),
                StandardCharsets.ISO_8859_1);
        refused("lack the checksum", text.replace("sha256", "sha257").getBytes(StandardCharsets.ISO_8859_1));
        refused("does not have its checksum", text.replace("\"b\"", "\"c\"").getBytes(StandardCharsets.ISO_8859_1));
        // Another layout of the same JSON has the same checksum.
        String header = text.substring(8, 8 + text.charAt(0) + 256 * text.charAt(1));
        byte[] compact = SafetensorsBytes.of(header.replaceAll("\\s", ""), doubles(1));
        assertEquals(Map.of("a", "b"), read(compact).metadata());
    }

    @Test
    void aTruncatedFileIsRefused() throws IOException {
        byte[] bytes = written(DType.FLOAT32, Map.of("w", new double[100]), Map.of(), Map.of());
        for (int length = 0; length < bytes.length; length++) {
            refused("", Arrays.copyOf(bytes, length));
        }
        refused("100 bytes of data, and its arrays take 0", SafetensorsBytes.of("{}", new byte[100]));
    }

    @Test
    void otherTypesAreConvertedWithoutLoss() throws IOException {
        ByteBuffer data = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        // binary16: 1, the largest, the smallest above 0, and -2; bfloat16: truncated float32; integers at their limits.
        for (int half : new int[] {0x3c00, 0x7bff, 1, 0xc000}) {
            data.putShort((short) half);
        }
        for (float value : new float[] {1, -0.5f}) {
            data.putShort((short) (Float.floatToIntBits(value) >> 16));
        }
        data.putInt(-1).putInt(-1).putLong(1L << 53).putFloat(0.1f).put((byte) -1).put((byte) -1).putShort((short) -1)
                .putShort((short) -1);
        String header = "{" + entry("f16", "F16", "[4]", 0, 8) + "," + entry("bf16", "BF16", "[2]", 8, 12) + ","
                + entry("i32", "I32", "[]", 12, 16) + "," + entry("u32", "U32", "[1]", 16, 20) + ","
                + entry("i64", "I64", "[1]", 20, 28)
                + "," + entry("f32", "F32", "[1]", 28, 32) + "," + entry("i8", "I8", "[1]", 32, 33) + ","
                + entry("u8", "U8", "[1]", 33, 34) + "," + entry("i16", "I16", "[1]", 34, 36) + ","
                + entry("u16", "U16", "[1]", 36, 38)
                + "," + entry("empty", "F64", "[3,0]", 38, 38) + "}   ";
        Map<String, Safetensors.Stored> arrays = read(SafetensorsBytes.of(header, Arrays.copyOf(data.array(), 38))).arrays();
        assertArrayEquals(new double[] {1, 65504, 0x1p-24, -2}, arrays.get("f16").values());
        assertArrayEquals(new double[] {1, -0.5}, arrays.get("bf16").values());
        Map<String, Double> single = Map.of("i32", -1.0, "u32", 4294967295.0, "i64", 0x1p53, "f32", (double) 0.1f, "i8", -1.0,
                "u8", 255.0,
                "i16", -1.0, "u16", 65535.0);
        single.forEach((name, value) -> assertArrayEquals(new double[] {value}, arrays.get(name).values(), name));
        assertEquals(0, arrays.get("empty").values().length);
        for (long large : new long[] {(1L << 53) + 1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            byte[] bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(large).array();
            refused("has no float64", SafetensorsBytes.of("{" + entry("w", "I64", "[1]", 0, 8) + "}", bytes));
        }
    }

    @Test
    void aTruthValueIsZeroOrOne() throws IOException {
        String header = "{" + entry("b", "BOOL", "[3]", 0, 3) + "}";
        Safetensors.Stored read = read(SafetensorsBytes.of(header, new byte[] {0, 1, 1})).arrays().get("b");
        assertArrayEquals(new double[] {0, 1, 1}, read.values());
        assertTrue(read.whole());
        refused("a truth value is 0 or 1, not 2", SafetensorsBytes.of(header, new byte[] {0, 1, 2}));
    }

    @Test
    void theIndexOfAFileSaysWhereItsDataAre() throws IOException {
        byte[] bytes = SafetensorsBytes.of("{" + entry("a", "U8", "[2]", 0, 2) + "," + entry("b", "F64", "[2]", 2, 18)
                + ",\"__metadata__\":{\"k\":\"v\"}}", Arrays.copyOf(new byte[] {7, 8}, 18));
        Safetensors.Index index = Safetensors.index(Files.write(file, bytes));
        assertEquals(7, bytes[(int) (index.start() + index.header().entries().get(0).from())]);
        assertEquals(bytes.length, index.start() + index.header().entries().get(1).to());
        assertEquals(Map.of("k", "v"), index.metadata());
        assertTrue(!index.hasChecksum());
        written(DType.FLOAT32, Map.of("a", new double[] {1}), Map.of(), Map.of("k", "v"));
        assertEquals(Map.of("k", "v"), Safetensors.index(file).metadata());
        assertTrue(Safetensors.index(file).hasChecksum());
    }

    @Test
    void filesThatViolateTheFormatAreRejected() throws IOException {
        Map<String, String> wrong = new TreeMap<>();
        wrong.put("{" + entry("w", "F64", "[3]", 0, 16) + "}", "cannot be the bytes");
        wrong.put("{" + entry("w", "I64", "[1,1]", 0, 16) + "}", "cannot be the bytes");
        wrong.put("{" + entry("w", "F64", "[2]", 16, 0) + "}", "cannot be the bytes");
        wrong.put("{" + entry("w", "F64", "[2]", 8, 24) + "}", "begins at byte 8");
        wrong.put("{" + entry("w", "F64", "[2]", 4294967296L, 4294967312L) + "}", "begins at byte 4294967296");
        wrong.put("{" + entry("w", "F64", "[1]", 0, 8) + "," + entry("v", "F64", "[1]", 0, 8) + "}", "begins at byte 0");
        wrong.put("{" + entry("w", "F64", "[1]", 0, 8) + "}", "its arrays take 8");
        wrong.put("{" + entry("w", "F64", "[1]", 0, 8) + "," + entry("w", "F64", "[1]", 8, 16) + "}", "Duplicate field 'w'");
        wrong.put("{" + entry("w", "F64", "[-2]", 0, 16) + "}", "-2");
        wrong.put("{" + entry("w", "F64", "[2.0]", 0, 16) + "}", "2.0");
        wrong.put("{" + entry("w", "F64", "[18446744073709551618]", 0, 16) + "}", "18446744073709551618");
        wrong.put("{" + entry("w", "F64", "[2147483639,2147483639,4]", 0, 16) + "}", "that many are not read");
        wrong.put("{" + entry("w", "F64", "\"2\"", 0, 16) + "}", "not described");
        wrong.put("{" + entry("w", "F64", "[2]", 0, 16).replace("}", ",\"more\":1}") + "}", "not described");
        wrong.put("{" + entry("w", "F64", "[2]", 0, 16).replace("[0,16]", "[0,16,16]") + "}", "not described");
        wrong.put("{" + entry("w", "Q8", "[2]", 0, 16) + "}", "dtype 'Q8', which is not read");
        wrong.put("{" + entry("w", "F8_E4M3", "[16]", 0, 16) + "}", "dtype 'F8_E4M3', which is not read");
        wrong.put("{" + entry("w", "f64", "[2]", 0, 16) + "}", "dtype 'f64', which is not read");
        String whole = entry("w", "F64", "[2]", 0, 16);
        wrong.put("{\"__metadata__\":{\"a\":1}," + whole + "}", "'a' is not a string");
        wrong.put("{\"__metadata__\":null," + whole + "}", "not an object of strings");
        wrong.put("{\"__metadata__\":{},\"__metadata__\":{}," + whole + "}", "Duplicate field '__metadata__'");
        wrong.put("{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}," + whole + "}", "Duplicate field 'a'");
        wrong.put("{\"__metadata__\":{\"a\":\"\\ud800\"}," + whole + "}", "not Unicode");
        wrong.put(" {" + whole + "}", "does not begin with {");
        wrong.put("{" + whole + "}{}", "not valid JSON");
        wrong.put("{" + whole + "} x", "not valid JSON");
        wrong.put("{" + whole + "}\0", "not valid JSON");
        wrong.put("{" + whole, "not valid JSON");
        wrong.put("{\"w\":" + "[".repeat(5000) + "]".repeat(5000) + "}", "not valid JSON");
        for (Map.Entry<String, String> each : wrong.entrySet()) {
            refused(each.getValue(), SafetensorsBytes.of(each.getKey(), TWO));
        }
        byte[] json = ("{" + whole + "}").getBytes(StandardCharsets.UTF_8);
        for (long length : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32, json.length - 1, json.length + 1,
                json.length + 17}) {
            refused("", SafetensorsBytes.of(length, json, TWO));
        }
        byte[] latin = "{\"__metadata__\":{\"a\":\"\u00e9\"}}".getBytes(StandardCharsets.ISO_8859_1);
        refused("not text in UTF-8", SafetensorsBytes.of(latin.length, latin, new byte[0]));
        byte[] utf16 = "{}".getBytes(StandardCharsets.UTF_16LE);
        refused("", SafetensorsBytes.of(utf16.length, utf16, new byte[0]));
    }

    /** Sparse files, which take no space: one beyond 2 GiB, and one with a header beyond the limit of the format. */
    @Test
    void filesThatAreTooLargeAreRejectedInOneLine() throws IOException {
        long bytes = 3L << 30;
        refused("", new byte[0]);
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] head = SafetensorsBytes.of("{" + entry("w", "U8", "[" + bytes + "]", 0, bytes) + "}", new byte[0]);
            sparse.write(head);
            sparse.setLength(head.length + bytes);
        }
        assertTrue(assertThrows(BnException.class, () -> Safetensors.read(file)).getMessage()
                .contains("more than 2147483639 numbers"));
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(0);
            sparse.write(SafetensorsBytes.of(100_000_001, new byte[] {'{'}, new byte[0]));
            sparse.setLength(200_000_000);
        }
        assertTrue(assertThrows(BnException.class, () -> Safetensors.read(file)).getMessage().contains("100000001"));
    }

    /** Writes a header and data of a number of bytes as a sparse file, which takes almost no space. */
    private void sparse(String header, long bytes, long at, byte[] data) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        Files.write(file, SafetensorsBytes.of(header, new byte[0]));
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.setLength(Long.BYTES + json.length + bytes);
            out.seek(Long.BYTES + json.length + at);
            out.write(data);
        }
    }

    /** Arrays that are not requested take neither memory nor time. */
    @Test
    void arraysBeyondTwoGibibytesAreSkipped() throws IOException {
        int long0 = 1_900_000_000;
        long from = 4L * long0;
        sparse("{" + entry("a", "F32", "[" + long0 + "]", 0, from) + "," + entry("b", "F64", "[2]", from, from + TWO.length) + ","
                + entry("c", "U8", "[3]", from + TWO.length, from + TWO.length + 3) + "}", from + TWO.length + 3, from, TWO);
        Map<String, Safetensors.Stored> arrays = Safetensors.read(file, name -> !name.equals("a")).arrays();
        assertEquals(List.of("b", "c"), List.copyOf(arrays.keySet()));
        assertArrayEquals(new double[] {1, 2}, arrays.get("b").values());
        assertArrayEquals(new double[3], arrays.get("c").values());
    }

    /** Offsets in the header exceed the range of an int. */
    @Test
    void moreThanTwoGibibytesAreWritten() throws IOException {
        double[] values = new double[1 << 24];
        values[values.length - 1] = Math.PI;
        TreeMap<String, double[]> arrays = new TreeMap<>();
        for (char name = 'a'; name <= 'q'; name++) {
            arrays.put(String.valueOf(name), values);
        }
        long size = (long) arrays.size() * Double.BYTES * values.length;
        assertTrue(size > Integer.MAX_VALUE);
        ByteArrayOutputStream begin = new ByteArrayOutputStream();
        ByteBuffer end = ByteBuffer.allocate(Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        long[] written = {0};
        Safetensors.write(new OutputStream() {
            @Override
            public void write(int one) {
                throw new AssertionError("one byte at a time");
            }

            @Override
            public void write(byte[] bytes, int from, int count) {
                if (begin.size() < 10_000) {
                    begin.write(bytes, from, count);
                }
                written[0] += count;
                if (count >= Double.BYTES) {
                    end.clear().put(bytes, from + count - Double.BYTES, Double.BYTES).flip();
                }
            }
        }, DType.FLOAT64, arrays, Map.of(), Map.of());
        int header = (int) ByteBuffer.wrap(begin.toByteArray()).order(ByteOrder.LITTLE_ENDIAN).getLong();
        String json = new String(begin.toByteArray(), Long.BYTES, header, StandardCharsets.UTF_8);
        assertEquals(Long.BYTES + header + size, written[0]);
        assertTrue(json.replaceAll("\\s", "").contains("\"q\":{\"data_offsets\":[" + (size - size / 17) + "," + size + "]"),
                json);
        assertEquals(Math.PI, end.getDouble());
    }

    @Test
    void arraysThatDoNotFitInMemoryAreRejectedBeforeAllocation() throws IOException {
        int length = 1_900_000_000;
        StringBuilder header = new StringBuilder("{");
        for (int i = 0; i < 100; i++) {
            header.append(i == 0 ? "" : ",")
                    .append(entry("a" + i, "F16", "[" + length + "]", 2L * length * i, 2L * length * (i + 1)));
        }
        sparse(header + "}", 200L * length, 0, new byte[0]);
        String message = assertThrows(BnException.class, () -> Safetensors.read(file)).getMessage();
        assertTrue(message.startsWith(file + " with its arrays needs 1520.00 GB of memory, and Java may use "), message);
        assertTrue(message.contains("use a smaller network, or give it more, for example by -Xmx2832g"), message);
        assertEquals(1, message.lines().count());
    }

    @Test
    void arraysWithTooManyElementsForJavaAreRejected() throws IOException {
        long most = Integer.MAX_VALUE - 8;
        for (String shape : List.of("[2147483640]", "[2,1073741820]", "[65536,65536,65536,65536]", "[9000000000000000000]",
                "[3000000000,3000000000,3000000000]")) {
            sparse("{" + entry("a", "U8", shape, 0, most + 1) + "}", most + 1, 0, new byte[0]);
            String message = assertThrows(BnException.class, () -> Safetensors.read(file)).getMessage();
            assertEquals(file + ": array 'a' has more than 2147483639 numbers; that many are not read; store it in parts",
                    message);
        }
    }

    /** The checksum includes skipped bytes. */
    @Test
    void arraysThatAreSkippedAreVerified() throws IOException {
        double[] values = new double[100_003];
        byte[] bytes = written(DType.FLOAT64, Map.of("a", values, "b", new double[] {3}), Map.of(), Map.of());
        assertEquals(3, Safetensors.read(file, "b"::equals).arrays().get("b").values()[0]);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertTrue(assertThrows(BnException.class, () -> Safetensors.read(file, "b"::equals)).getMessage().contains("checksum"));
    }
}
