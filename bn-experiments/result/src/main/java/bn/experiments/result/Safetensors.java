package bn.experiments.result;

import bn.api.BnException;
import bn.api.DType;
import bn.experiments.result.MaxHeap;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Named arrays in the safetensors format, which PyTorch and other frameworks also read. A file consists of the length of the
 * header (8 bytes, little endian), a JSON header, and the numbers in little-endian order.
 *
 * <p>Files written here have a checksum in their metadata: {@code sha256} is the SHA-256 of the header without this entry (as
 * JSON without spaces and with sorted names) followed by the data. In files whose {@code writer} is {@value #WRITER} the checksum
 * is required; in files of other tools it is optional.
 */
public final class Safetensors {
    static final String CHECKSUM = "sha256";
    static final String WRITER_KEY = "writer";
    static final String WRITER = "bn";
    /** The limit that the format defines. */
    private static final long LONGEST_HEADER = 100_000_000;
    private static final int CHUNK = 1 << 16;
    private static final String SMALLER = "use a smaller network";

    private Safetensors() {}

    /**
     * Writes arrays in the order of their names. An array with values that the dtype cannot represent is written in float64.
     *
     * @param shapes the shapes of arrays that have more than one dimension
     * @param metadata strings by name
     */
    public static void write(OutputStream out, DType dtype, SortedMap<String, double[]> arrays,
            Map<String, List<Integer>> shapes, Map<String, String> metadata) throws IOException {
        List<SafetensorsWriter.Array> all = new ArrayList<>();
        arrays.forEach((name, values) -> all.add(new SafetensorsWriter.Array(name,
                ElementType.of(fits(values, dtype) ? dtype : DType.FLOAT64), shapes.getOrDefault(name, List.of(values.length)),
                () -> values)));
        SafetensorsWriter.write(out, all, metadata);
    }

    /** Whether a dtype can represent all values exactly; NaN counts as exact. */
    private static boolean fits(double[] values, DType dtype) {
        return dtype == DType.FLOAT64 || Arrays.stream(values).allMatch(value -> Double.compare((float) value, value) == 0);
    }

    /**
     * An array of a file.
     *
     * @param dtype the dtype in the file, in the format's notation, such as F32
     * @param shape the shape
     * @param values the elements, converted to float64 without loss
     */
    public record Stored(String dtype, List<Integer> shape, double[] values) {

        /** Whether the elements are integers or truth values. */
        public boolean whole() {
            return ElementType.valueOf(dtype).isWhole();
        }
    }

    /**
     * The contents of a file.
     *
     * @param arrays arrays by name
     * @param metadata strings by name, without the checksum and the writer
     */
    public record Contents(Map<String, Stored> arrays, Map<String, String> metadata) {}

    /** Reads all arrays of a file; see {@link #read(Path, Predicate)}. */
    public static Contents read(Path file) {
        return read(file, name -> true);
    }

    /**
     * Reads a file of this or another tool in one pass.
     *
     * @param wanted selects the arrays to load by name; the others take no memory
     * @throws BnException if the file cannot be read, violates the format, has a wrong checksum, contains integers that float64
     *     cannot represent, or does not fit in memory
     */
    public static Contents read(Path file, Predicate<String> wanted) {
        return opened(file, (header, start, in) -> contents(header, in, file.toString(), wanted));
    }

    /**
     * The header of a file, and where its data are.
     *
     * @param header after all checks
     * @param start the first byte of the data in the file
     */
    public record Index(SafetensorsHeader header, long start) {

        /** The metadata without the checksum and the writer. */
        public Map<String, String> metadata() {
            Map<String, String> metadata = new TreeMap<>(header.metadata());
            metadata.remove(CHECKSUM);
            metadata.remove(WRITER_KEY);
            return metadata;
        }

        /** Whether the file has a checksum of its content, which only {@link Safetensors#read} compares. */
        public boolean hasChecksum() {
            return header.metadata().containsKey(CHECKSUM);
        }
    }

    /**
     * Reads the header of a file, and nothing of its data.
     *
     * @throws BnException if the file cannot be read, or its header violates the format
     */
    public static Index index(Path file) {
        return opened(file, (header, start, in) -> new Index(header, start));
    }

    private interface Reading<T> {
        T of(SafetensorsHeader header, long start, InputStream data) throws IOException;
    }

    private static <T> T opened(Path file, Reading<T> reading) {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), CHUNK))) {
            long size = Files.size(file);
            long length = size < Long.BYTES ? -1 : Long.reverseBytes(in.readLong());
            if (length < 0 || length > size - Long.BYTES) {
                throw damaged(file.toString(), "it is truncated, or not a safetensors file");
            }
            if (length > LONGEST_HEADER) {
                throw damaged(file.toString(), "its header has " + length + " bytes, and the most that the format allows are "
                        + LONGEST_HEADER);
            }
            SafetensorsHeader header = SafetensorsHeader.parse(in.readNBytes((int) length), size - Long.BYTES - length,
                    file.toString());
            return reading.of(header, Long.BYTES + length, in);
        } catch (EOFException e) {
            throw damaged(file.toString(), "it is truncated");
        } catch (NoSuchFileException e) {
            throw new BnException("there is no file " + file, e);
        } catch (IOException e) {
            throw new BnException("cannot read " + file + ": " + Reason.of(e), e);
        }
    }

    private static Contents contents(SafetensorsHeader header, InputStream in, String file, Predicate<String> wanted)
            throws IOException {
        Map<String, String> metadata = new TreeMap<>(header.metadata());
        String checksum = metadata.remove(CHECKSUM);
        if (WRITER.equals(metadata.remove(WRITER_KEY)) && checksum == null) {
            throw damaged(file, "its metadata lack the checksum " + CHECKSUM);
        }
        MaxHeap.require(file + " with its arrays", header.entries().stream().filter(entry -> wanted.test(entry.name()))
                .mapToDouble(entry -> (double) Double.BYTES * entry.count()).sum(), SMALLER);
        MessageDigest digest = Sha256.start();
        digest.update(header.canonical(CHECKSUM));
        Map<String, Stored> arrays = new TreeMap<>();
        for (SafetensorsHeader.Entry entry : header.entries()) {
            if (!wanted.test(entry.name())) {
                skip(entry, in, digest, checksum != null);
                continue;
            }
            arrays.put(entry.name(), new Stored(entry.type().name(), entry.shape(), values(entry, in, digest, file)));
        }
        if (checksum != null && !checksum.equals(Sha256.text(digest))) {
            throw new BnException(
                    file + " is damaged: its content does not have its checksum; get it again from where it came from, or "
                            + "make it again (a tool that changes it must leave out the metadata " + CHECKSUM + " and "
                            + WRITER_KEY + ")");
        }
        return new Contents(arrays, metadata);
    }

    private static double[] values(SafetensorsHeader.Entry entry, InputStream in, MessageDigest digest, String file)
            throws IOException {
        double[] values = MaxHeap.numbers(file + ": array '" + entry.name() + "'", entry.count(), SMALLER);
        ByteBuffer chunk = little((int) Math.min(CHUNK, entry.to() - entry.from()));
        chunk.limit(0);
        for (int i = 0; i < values.length; i++) {
            if (!chunk.hasRemaining()) {
                int bytes = (int) Math.min(chunk.capacity(), (long) (values.length - i) * entry.type().bytes());
                if (in.readNBytes(chunk.array(), 0, bytes) < bytes) {
                    throw new EOFException();
                }
                digest.update(chunk.array(), 0, bytes);
                chunk.clear().limit(bytes);
            }
            try {
                values[i] = entry.type().next(chunk);
            } catch (ArithmeticException e) {
                throw new BnException(file + ": number " + (i + 1) + " of array '" + entry.name() + "' cannot be read: "
                        + e.getMessage(), e);
            }
        }
        return values;
    }

    private static void skip(SafetensorsHeader.Entry entry, InputStream in, MessageDigest digest, boolean digested)
            throws IOException {
        if (!digested) {
            in.skipNBytes(entry.to() - entry.from());
            return;
        }
        byte[] chunk = new byte[CHUNK];
        for (long left = entry.to() - entry.from(); left > 0;) {
            int bytes = in.readNBytes(chunk, 0, (int) Math.min(CHUNK, left));
            if (bytes == 0) {
                throw new EOFException();
            }
            digest.update(chunk, 0, bytes);
            left -= bytes;
        }
    }

    /** The error of a file that violates the format. */
    static BnException damaged(String file, String what) {
        return new BnException(file + " is damaged: " + what + "; get it again from where it came from, or make it again");
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
