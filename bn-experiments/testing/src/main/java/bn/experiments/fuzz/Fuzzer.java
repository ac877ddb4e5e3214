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
 * Tests a reader with damaged copies of a file. If the reader accepts a copy, what it has read must be correct by an independent
 * check. If it rejects a copy, the message must be one line that names the file. Everything else is a failure of the test.
 */
public final class Fuzzer {
    /** Much longer than reading all copies takes: a reader that needs more hangs. */
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private Fuzzer() {}

    /** Reads a file. */
    public interface Reader<T> {
        T read(Path file) throws IOException;
    }

    /** Fails if a value that was read is not the one that the bytes encode. */
    public interface Check<T> {
        void check(byte[] bytes, T read) throws Exception;
    }

    /** Converts damaged bytes to the content of the file, for instance by compressing them. */
    public interface Packing {
        byte[] pack(byte[] bytes) throws IOException;
    }

    /** {@link #check(Path, byte[], int, long, Packing, Reader, Check)} with files that consist of the damaged bytes. */
    public static <T> void check(Path file, byte[] original, int copies, long seed, Reader<T> reader, Check<T> check)
            throws IOException {
        check(file, original, copies, seed, bytes -> bytes, reader, check);
    }

    /**
     * Checks a reader.
     *
     * @param file the path to which the copies are written
     * @param original the undamaged bytes, which must be accepted
     * @param copies the number of damaged copies; at least 10% of them must be rejected
     * @param packing converts a damaged copy to the content of the file
     * @param check receives the damaged copy and what was read
     */
    public static <T> void check(Path file, byte[] original, int copies, long seed, Packing packing, Reader<T> reader,
            Check<T> check) throws IOException {
        assertTrue(accepted(file, original, packing, reader, check, "undamaged"));
        Mutations mutations = new Mutations(seed);
        int[] refused = {0};
        assertTimeoutPreemptively(TIMEOUT, () -> {
            for (int i = 0; i < copies; i++) {
                refused[0] += accepted(file, mutations.next(original), packing, reader, check, "copy " + i + " of seed " + seed)
                        ? 0 : 1;
            }
        });
        assertTrue(refused[0] > copies / 10, "only " + refused[0] + " of " + copies + " damaged copies were refused");
    }

    private static <T> boolean accepted(Path file, byte[] bytes, Packing packing, Reader<T> reader, Check<T> check, String which)
            throws IOException {
        Files.deleteIfExists(file);        // some file systems flush a file that is overwritten, which is slow
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

    /** Bytes compressed by gzip. */
    public static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }
}
