package bn.experiments.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.data.DataException;
import bn.experiments.data.DatasetStream;
import bn.experiments.data.Task;
import bn.experiments.data.npy.NpyArray;
import bn.experiments.data.npy.NpyDataset;
import bn.experiments.data.npy.NpyOptions;
import bn.experiments.data.npy.NpzFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The members of an archive have checksums, so what is accepted must be the original, all of it. */
class NpzFuzzTest {
    private static final int COPIES = 1000;

    @TempDir
    private Path folder;

    private static Map<String, byte[]> arrays() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("x", NpyFuzzTest.file(1, "<f8", false, "(9, 3)", 27));
        files.put("y", NpyFuzzTest.file(1, "<i4", false, "(9,)", 9));
        files.put("count", NpyFuzzTest.file(1, ">f4", false, "()", 1));
        return files;
    }

    private static Map<String, double[]> read(Path file) {
        Map<String, double[]> all = new LinkedHashMap<>();
        try (NpzFile archive = new NpzFile(file)) {
            for (String name : archive.names()) {
                try (NpyArray array = archive.array(name)) {
                    all.put(name, array.readAll());
                }
            }
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource(Zips.Form.class)
    void copies(Zips.Form form) throws IOException {
        Path file = folder.resolve("a.npz");
        byte[] original = Zips.of(arrays(), form);
        Map<String, double[]> expected = read(Files.write(file, original));
        assertEquals(3, expected.size());
        Damage.check(file, original, COPIES, 1, NpzFuzzTest::read, (bytes, read) -> {
            assertEquals(expected.keySet(), read.keySet());
            expected.forEach((name, values) -> assertArrayEquals(values, read.get(name), name));
        });
    }

    private String refused(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("a.npz"), bytes);
        return assertThrows(DataException.class, () -> read(file)).getMessage();
    }

    /** Every bit of the elements is under the checksum; numpy.load refuses such files as well. */
    @Test
    void aBitThatFlipsInAnElement() throws IOException {
        byte[] archive = Zips.of(arrays(), Zips.Form.STORED_ZIP64);
        byte[] x = arrays().get("x");
        int start = new String(archive, StandardCharsets.ISO_8859_1).indexOf(new String(x, 128, 64,
                StandardCharsets.ISO_8859_1));
        for (int bit = 0; bit < 8 * 64; bit++) {
            byte[] copy = archive.clone();
            copy[start + bit / 8] ^= (byte) (1 << bit % 8);
            assertTrue(refused(copy).contains("CRC-32"));
        }
    }

    /** Two members of one name: which one is meant nobody knows. */
    @Test
    void aNameThatIsThereTwice() throws IOException {
        Map<String, byte[]> files = arrays();
        files.put("z", files.get("x"));
        byte[] archive = Zips.of(files, Zips.Form.DEFLATED);
        for (int i = 0; i + 5 < archive.length; i++) {
            if (archive[i] == 'z' && archive[i + 1] == '.' && archive[i + 2] == 'n') {
                archive[i] = 'x';
            }
        }
        assertTrue(refused(archive).contains("two arrays 'x'"));
    }

    /** What is read ends far before the damage, and the checksum stands behind it: ending the reading meets it. */
    @Test
    void aMemberThatIsReadInPart() throws IOException {
        int rows = 20_000;
        byte[] x = NpyFuzzTest.file(1, "<f8", false, "(" + rows + ",)", rows);
        byte[] archive = Zips.of(new LinkedHashMap<>(Map.of("x", x, "y", x)), Zips.Form.STORED_ZIP64);
        archive[archive.length / 4] ^= 1;
        Path file = Files.write(folder.resolve("a.npz"), archive);
        NpyOptions options = new NpyOptions(Optional.empty(), Optional.of(Task.REGRESSION), Optional.empty(), 0, 1);
        try (DatasetStream stream = NpyDataset.stream(file, options).limit(2)) {
            assertEquals(2, stream.rows().read(new double[100], 5));
            assertTrue(assertThrows(DataException.class, () -> stream.rows().finish()).getMessage().contains("CRC-32"));
        }
    }
}
