package bn.experiments.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import bn.experiments.data.npy.NpyArray;
import bn.experiments.data.npy.NpyFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpyFuzzTest {
    private static final int COPIES = 1000;

    @TempDir
    private Path folder;

    /** A file as NumPy writes it, with random elements of the type. */
    static byte[] file(int version, String type, boolean byColumns, String shape, int elements) {
        StringBuilder header = new StringBuilder("{'descr': '" + type + "', 'fortran_order': " + (byColumns ? "True" : "False")
                + ", 'shape': " + shape + ", }");
        int before = version == 1 ? 10 : 12;
        while ((before + header.length() + 1) % 64 != 0) {
            header.append(' ');
        }
        int length = header.append('\n').length();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0, (byte) length, (byte) (length >> 8)});
        out.writeBytes(new byte[before - 10]);
        out.writeBytes(header.toString().getBytes(StandardCharsets.US_ASCII));
        Random random = new Random(elements);
        int size = Integer.parseInt(type.substring(2));
        for (int i = 0; i < elements; i++) {
            byte[] element = new byte[size];
            boolean big = type.charAt(0) == '>';
            if (type.charAt(1) == 'f') {
                long bits = size == 4 ? Float.floatToIntBits(random.nextFloat()) : Double.doubleToLongBits(random.nextDouble());
                for (int k = 0; k < size; k++) {
                    element[big ? size - 1 - k : k] = (byte) (bits >> 8 * k);
                }
            } else {
                element[big ? size - 1 : 0] = (byte) random.nextInt(type.charAt(1) == 'b' ? 2 : 100);
            }
            out.writeBytes(element);
        }
        return out.toByteArray();
    }

    private static double[][] read(Path file) {
        try (NpyArray array = NpyFile.open(file)) {
            double[] all = array.readAll();
            double[][] rows = new double[(int) array.rows()][];
            Arrays.setAll(rows, i -> Arrays.copyOfRange(all, i * array.columns(), (i + 1) * array.columns()));
            return rows;
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = {"1|<f8|false|(9, 3)|27", "1|>f4|true|(9, 3)|27", "2|<i8|false|(20,)|20", "3|<u2|true|(5, 4)|20",
                    "1|'|b1'|false|(4, 5)|20", "1|>i2|false|()|1"})
    void copies(int version, String type, boolean byColumns, String shape, int elements) throws IOException {
        byte[] original = file(version, type, byColumns, shape, elements);
        Fuzzer.check(folder.resolve("a.npy"), original, COPIES, 1, NpyFuzzTest::read, (bytes, read) -> {
            double[][] expected = NaiveNpy.decode(bytes);
            assertEquals(expected.length, read.length);
            for (int i = 0; i < expected.length; i++) {
                assertArrayEquals(expected[i], read[i]);
            }
        });
    }
}
