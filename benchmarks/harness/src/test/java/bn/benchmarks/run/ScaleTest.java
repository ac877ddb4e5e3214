package bn.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScaleTest {

    @Test
    void theExponentIsThatOfAPower() {
        assertEquals(2.5, ScaleAxis.exponent(7 * Math.pow(3, 2.5), 7 * Math.pow(11, 2.5), 3, 11), 1e-14);
    }

    @Test
    void architecturesHaveTheirSize() {
        List<ScaleAxis> axes = ScaleAxis.all(false);
        assertEquals("784-64-64-10", argument(axes.get(2), 64, "--arch"));
        assertEquals("784-256-256-256-10", argument(axes.get(3), 3, "--arch"));
        assertEquals("4096", argument(axes.get(4), 4096, "--batch-size"));
    }

    private static String argument(ScaleAxis axis, long size, String option) {
        List<String> command = axis.command().apply(size);
        return command.get(command.indexOf(option) + 1);
    }

    /** The header and all numbers, over more than one buffer. */
    @Test
    void tablesAreInTheFormatOfNumPy(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("x.npy");
        NpyData.write(file, 3000, 7, 1);
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(128 + 4 * 3000 * 7, bytes.capacity());
        assertEquals("NUMPY\u0001", new String(bytes.array(), 1, 6, StandardCharsets.ISO_8859_1));
        assertEquals(118, bytes.getShort(8));
        assertEquals("{'descr': '<f4', 'fortran_order': False, 'shape': (3000, 7), }",
                new String(bytes.array(), 10, 118, StandardCharsets.ISO_8859_1).strip());
        double sum = 0;
        for (int i = 128; i < bytes.capacity(); i += 4) {
            sum += bytes.getFloat(i);
        }
        // 21,000 numbers with standard deviation 1 / sqrt(3): five standard errors.
        assertEquals(0, sum / 21_000, 5 / Math.sqrt(3 * 21_000));
    }
}
