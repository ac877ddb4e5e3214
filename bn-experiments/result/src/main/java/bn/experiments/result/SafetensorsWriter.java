package bn.experiments.result;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Writes files of safetensors with a checksum, see {@link Safetensors}, one array after the other. */
public final class SafetensorsWriter {
    private static final int ALIGNMENT = 8;
    private static final int CHUNK = 1 << 16;

    private SafetensorsWriter() {}

    /**
     * An array to write.
     *
     * @param name unique in the file
     * @param type F64, F32 or I64
     * @param shape its sizes, row-major
     * @param values gives the elements, which are rounded to F32 if that is the type; it is called twice, for the checksum and for the
     *     data, so that only one array is in memory
     */
    public record Array(String name, ElementType type, List<Integer> shape, Supplier<double[]> values) {

        /** Copies the shape and checks the type. */
        public Array {
            shape = List.copyOf(shape);
            if (type != ElementType.F64 && type != ElementType.F32 && type != ElementType.I64) {
                throw new IllegalArgumentException("arrays of " + type + " are not written");
            }
        }

        private long count() {
            return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
        }
    }

    /**
     * Writes arrays in their order. Readers that map the file need the elements at multiples of their size: arrays of larger elements
     * come first.
     *
     * @param metadata strings by name
     */
    public static void write(OutputStream out, List<Array> arrays, Map<String, String> metadata) throws IOException {
        List<SafetensorsHeader.Entry> entries = new ArrayList<>();
        long offset = 0;
        for (Array array : arrays) {
            long end = offset + array.count() * array.type().bytes();
            entries.add(new SafetensorsHeader.Entry(array.name(), array.type(), array.shape(), offset, end));
            offset = end;
        }
        Map<String, String> strings = new TreeMap<>(metadata);
        strings.put(Safetensors.WRITER_KEY, Safetensors.WRITER);
        MessageDigest digest = Sha256.start();
        digest.update(new SafetensorsHeader(strings, entries).canonical(Safetensors.CHECKSUM));
        data(new DigestOutputStream(OutputStream.nullOutputStream(), digest), arrays);
        strings.put(Safetensors.CHECKSUM, Sha256.text(digest));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(SafetensorsHeader.METADATA, strings);
        entries.forEach(entry -> json.put(entry.name(), entry.json()));
        byte[] text = Json.text(json).strip().getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(text, (text.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
        Arrays.fill(padded, text.length, padded.length, (byte) ' ');
        out.write(little(Long.BYTES).putLong(padded.length).array());
        out.write(padded);
        data(out, arrays);
    }

    private static void data(OutputStream out, List<Array> arrays) throws IOException {
        ByteBuffer chunk = little(CHUNK);
        for (Array array : arrays) {
            double[] values = array.values().get();
            if (values.length != array.count()) {
                throw new IllegalArgumentException(
                        array.name() + " has " + values.length + " numbers, and the shape " + array.shape());
            }
            for (double value : values) {
                if (chunk.remaining() < Double.BYTES) {
                    flush(chunk, out);
                }
                switch (array.type()) {
                    case F32 -> chunk.putFloat((float) value);
                    case I64 -> chunk.putLong((long) value);
                    default -> chunk.putDouble(value);
                }
            }
        }
        flush(chunk, out);
    }

    private static void flush(ByteBuffer chunk, OutputStream out) throws IOException {
        out.write(chunk.array(), 0, chunk.position());
        chunk.clear();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
