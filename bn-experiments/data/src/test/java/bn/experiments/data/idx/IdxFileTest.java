package bn.experiments.data.idx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.data.DataException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdxFileTest {
    private static final long MOST = 1 << 20;

    @TempDir
    private Path folder;

    private Path file(byte[] bytes) {
        IdxFiles.write(folder, "file", bytes);
        return folder.resolve("file");
    }

    private void refused(byte[] bytes, String... parts) {
        Path file = file(bytes);
        String message = assertThrows(DataException.class, () -> IdxFile.read(file, 3, MOST)).getMessage();
        assertTrue(message.contains(file.toString()), message);
        assertTrue(message.lines().count() == 1, message);
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }

    private static byte[] pack(byte[] bytes, boolean gzip) {
        return gzip ? IdxFiles.gzip(bytes) : bytes;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsWhatWasWritten(boolean gzip) {
        byte[] values = {0, 1, 127, (byte) 128, (byte) 255, 6};
        IdxFile read = IdxFile.read(file(pack(IdxFiles.bytes(IdxFiles.IMAGES, new int[] {1, 2, 3}, values), gzip)), 3, MOST);
        assertArrayEquals(new int[] {1, 2, 3}, read.dimensions());
        assertArrayEquals(values, read.values());
    }

    /** The values are 256 bytes again and again: a compressed file of less than a hundredth of them. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsMoreThanItsSizeLetsExpect(boolean gzip) {
        byte[] whole = IdxFiles.images(1000, 28, 28);
        byte[] stored = pack(whole, gzip);
        assertTrue(!gzip || stored.length < whole.length / 100);
        byte[] values = Arrays.copyOfRange(whole, 16, whole.length);
        assertArrayEquals(values, IdxFile.read(file(stored), 3, MOST).values());
        refused(pack(Arrays.copyOf(whole, whole.length - 1), gzip), "it holds 783999");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void wrongMagicNumber(boolean gzip) {
        refused(pack(IdxFiles.labels(1, 2, 3, 4), gzip), "0x00000803 expected, 0x00000801 found");
        refused(pack("PNG and so on".getBytes(StandardCharsets.US_ASCII), gzip), "0x504e4720 found");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void truncated(boolean gzip) {
        byte[] whole = IdxFiles.images(2, 3, 4);
        refused(pack(Arrays.copyOf(whole, whole.length - 1), gzip), "2 x 3 x 4 = 24 bytes", "it holds 23");
        refused(pack(Arrays.copyOf(whole, 9), gzip), "holds 9 bytes", "header alone needs 16");
        refused(pack(new byte[0], gzip), "holds 0 bytes");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void trailingBytes(boolean gzip) {
        byte[] whole = IdxFiles.images(2, 3, 4);
        refused(pack(Arrays.copyOf(whole, whole.length + 1), gzip), "bytes after the 2 x 3 x 4 = 24");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sizesFarBeyondTheFileAreRejectedBeforeAllocation(boolean gzip) {
        // about 2^96 bytes: the product exceeds int and long
        byte[] huge = IdxFiles.bytes(IdxFiles.IMAGES, new int[] {-1, -1, -1}, new byte[100]);
        refused(pack(huge, gzip), "4294967295 x 4294967295 x 4294967295 = 79228162458924105385300197375",
                gzip ? "gzip can hold" : "it holds 100");
    }

    @Test
    void sizesThatDoNotFitInMemoryAreRejected() {
        refused(IdxFiles.images(2000, 28, 28), "1568000 bytes", "1048576", "-Xmx");
        // These constant bytes fit in a gzip file of a few kilobytes.
        byte[] zeros = IdxFiles.bytes(IdxFiles.IMAGES, new int[] {2000, 28, 28}, new byte[2000 * 28 * 28]);
        refused(IdxFiles.gzip(zeros), "1568000 bytes", "1048576", "-Xmx");
    }

    @Test
    void zeroDimension() {
        refused(IdxFiles.bytes(IdxFiles.IMAGES, new int[] {3, 0, 28}, new byte[0]), "dimension 2 of 3", "is 0");
    }

    @Test
    void damagedGzip() {
        byte[] gzip = IdxFiles.gzip(IdxFiles.images(5, 28, 28));
        refused(Arrays.copyOf(gzip, gzip.length / 2), "damaged or truncated gzip");
        gzip[gzip.length - 8] ^= 1;     // in the checksum
        refused(gzip, "damaged or truncated gzip");
    }

    @Test
    void missing() {
        Path missing = folder.resolve("missing");
        assertTrue(assertThrows(DataException.class, () -> IdxFile.read(missing, 3)).getMessage().contains("does not exist"));
    }
}
