package bn.experiments.data.idx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.data.DataException;
import bn.experiments.data.Dataset;
import bn.experiments.data.Examples;
import bn.experiments.fuzz.Fuzzer;
import bn.experiments.fuzz.NaiveGzip;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damaged IDX files, compared with the description of the format: magic number, sizes and bytes in big-endian order, nothing
 * else.
 */
class IdxFuzzTest {
    private static final int COPIES = 1500;
    private static final int COUNT = 20;
    private static final int[] IMAGES = {COUNT, 4, 3};

    @TempDir
    private Path folder;

    private static byte[] file(int[] sizes, int most) {
        byte[] values = new byte[Arrays.stream(sizes).reduce(1, (a, b) -> a * b)];
        Random random = new Random(most);
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) random.nextInt(most);
        }
        byte[] file = Arrays.copyOf(new byte[] {0, 0, 8, (byte) sizes.length}, 4 + 4 * sizes.length + values.length);
        for (int i = 0; i < sizes.length; i++) {
            file[4 + 4 * i + 3] = (byte) sizes[i];
        }
        System.arraycopy(values, 0, file, 4 + 4 * sizes.length, values.length);
        return file;
    }

    private static int[] sizes(byte[] content, int rank) {
        assertArrayEquals(new byte[] {0, 0, 8, (byte) rank}, Arrays.copyOf(content, 4));
        int[] sizes = new int[rank];
        int product = 1;
        for (int i = 0; i < rank; i++) {
            sizes[i] = new BigInteger(1, Arrays.copyOfRange(content, 4 + 4 * i, 8 + 4 * i)).intValueExact();
            product = Math.multiplyExact(product, sizes[i]);
        }
        assertEquals(content.length, 4 + 4 * rank + product);
        return sizes;
    }

    private static byte[] values(byte[] content, int rank) {
        return Arrays.copyOfRange(content, 4 + 4 * rank, content.length);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void files(boolean gzip) throws IOException {
        byte[] original = file(IMAGES, 256);
        Fuzzer.check(folder.resolve("f"), gzip ? Fuzzer.gzip(original) : original, COPIES, 1, path -> IdxFile.read(path, 3),
                (bytes, read) -> {
                    byte[] content = NaiveGzip.content(bytes);
                    assertArrayEquals(sizes(content, 3), read.dimensions());
                    assertArrayEquals(values(content, 3), read.values());
                });
    }

    /** One of the four files of a data set is damaged. */
    @ParameterizedTest
    @CsvSource({"train-images-idx3-ubyte, 3", "train-labels-idx1-ubyte, 1", "t10k-images-idx3-ubyte, 3",
            "t10k-labels-idx1-ubyte, 1"})
    void foldersOfFiles(String damaged, int rank) throws IOException {
        for (String part : new String[] {"train", "t10k"}) {
            Files.write(folder.resolve(part + "-images-idx3-ubyte"), file(IMAGES, 256));
            Files.write(folder.resolve(part + "-labels-idx1-ubyte"), file(new int[] {COUNT}, 5));
        }
        Path path = folder.resolve(damaged);
        Fuzzer.check(path, Files.readAllBytes(path), COPIES / 2, 1,
                file -> explained(file, () -> IdxDataset.read("idx", "", folder, OptionalInt.empty())), (bytes, read) -> {
                    byte[] values = values(bytes, rank);
                    int[] sizes = sizes(bytes, rank);
                    Examples examples = damaged.startsWith("train") ? read.train() : read.test();
                    assertEquals(sizes[0], examples.count());
                    double[] pixels = new double[examples.features()];
                    for (int i = 0; i < sizes[0]; i++) {
                        examples.copyFeatures(i, pixels, 0);
                        for (int j = 0; rank == 3 && j < pixels.length; j++) {
                            assertEquals((values[i * pixels.length + j] & 0xff) / 255.0, pixels[j]);
                        }
                        if (rank == 1) {
                            assertEquals(Integer.toString(values[i] & 0xff), read.classNames().get(examples.label(i)));
                        }
                    }
                });
    }

    /** If the files do not match, the message may name the folder or another file instead of the damaged one. */
    private static Dataset explained(Path file, Supplier<Dataset> reading) {
        try {
            return reading.get();
        } catch (DataException e) {
            assertTrue(e.getMessage().contains(file.getParent().toString()), e.getMessage());
            throw new DataException(file + ": " + e.getMessage(), e);
        }
    }

    @Test
    void aDamagedGzipTrailerIsRejected() throws IOException {
        byte[] whole = Fuzzer.gzip(file(IMAGES, 256));
        whole[whole.length - 1] ^= 1;        // in the size, which follows the last byte of the data
        Path path = Files.write(folder.resolve("f"), whole);
        assertTrue(assertThrows(DataException.class, () -> IdxFile.read(path, 3))
                .getMessage().contains("damaged"));
    }
}
