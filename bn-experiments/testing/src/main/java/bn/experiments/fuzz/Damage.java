package bn.experiments.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import bn.api.BnException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/**
 * Damaged copies of a file against its reader. What the reader accepts must be right, by a check that does not use it; what it
 * refuses must be refused in one line that names the file; everything else is a fault of the reader.
 */
public final class Damage {
    /** Far more than the copies take, far less than for ever. */
    private static final Duration HANGS = Duration.ofMinutes(2);

    private Damage() { }

    /** Reads a file. */
    public interface Reader<T> {
        T read(Path file) throws IOException;
    }

    /** Fails if what was read is not what the bytes mean. */
    public interface Check<T> {
        void check(byte[] bytes, T read) throws Exception;
    }

    /** Turns damaged bytes into the content of the file. */
    public interface Packing {
        byte[] pack(byte[] bytes) throws IOException;
    }

    /** {@link #check(Path, byte[], int, long, Packing, Reader, Check)} of the damaged bytes themselves. */
    public static <T> void check(Path file, byte[] original, int copies, long seed, Reader<T> reader, Check<T> check)
            throws IOException {
        check(file, original, copies, seed, bytes -> bytes, reader, check);
    }

    /**
     * Checks a reader.
     *
     * @param file where the copies are put
     * @param original is read without damage first, and must be accepted
     * @param packing what the file holds of a damaged copy
     * @param check gets the damaged copy, and what was read
     */
    public static <T> void check(Path file, byte[] original, int copies, long seed, Packing packing, Reader<T> reader,
            Check<T> check) throws IOException {
        assertTrue(accepted(file, original, packing, reader, check, "undamaged"));
        Mutations mutations = new Mutations(seed);
        int[] refused = {0};
        assertTimeoutPreemptively(HANGS, () -> {
            for (int i = 0; i < copies; i++) {
                refused[0] += accepted(file, mutations.next(original), packing, reader, check, "copy " + i + " of seed " + seed) ? 0 : 1;
            }
        });
        assertTrue(refused[0] > copies / 10, "only " + refused[0] + " of " + copies + " damaged copies were refused");
    }

    private static <T> boolean accepted(Path file, byte[] bytes, Packing packing, Reader<T> reader, Check<T> check, String which)
            throws IOException {
        Files.deleteIfExists(file);        // file systems make sure that a file written over is on the disk, which takes long
        Files.write(file, packing.pack(bytes));
        T read;
        try {
            read = reader.read(file);
        } catch (BnException e) {
            assertEquals(1, e.getMessage().lines().count(), which + ": " + e.getMessage());
            assertTrue(e.getMessage().contains(file.getFileName().toString()), which + ": " + e.getMessage());
            return false;
        } catch (Exception | OutOfMemoryError e) {
            return fail(which + ": " + HexFormat.of().formatHex(bytes), e);
        }
        try {
            check.check(bytes, read);
        } catch (Exception | AssertionError e) {
            return fail(which + " was accepted: " + HexFormat.of().formatHex(bytes), e);
        }
        return true;
    }

    /** The bytes in a gzip file. */
    public static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }
}
