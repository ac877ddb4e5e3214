package bn.experiments.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.data.Task;
import bn.experiments.data.npy.NpyWriter;
import bn.experiments.rate.MomentsFile;
import bn.experiments.rate.TargetMoments;
import bn.experiments.result.OutputFile;
import bn.theory.moments.RowMoments;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsFuzzTest {
    private static final int COPIES = 2000;

    @TempDir
    private Path folder;

    /** As bn writes it. */
    @Test
    void damagedFiles() throws IOException {
        RowMoments rows = new RowMoments(4);
        double[] numbers = new Random(1).doubles(200).toArray();
        for (int i = 0; i < 50; i++) {
            numbers[4 * i + 2] = i % 3 == 0 ? 1 : 0;
            numbers[4 * i + 3] = 1 - numbers[4 * i + 2];
        }
        rows.add(numbers, 0, 50);
        TargetMoments moments = new TargetMoments(rows.result(), Task.CLASSIFICATION, List.of("a", "b"));
        Path file = folder.resolve("m.npz");
        MomentsFile.write(OutputFile.at(file), moments);
        Fuzzer.check(file, Files.readAllBytes(file), COPIES, 1, MomentsFile::read, (bytes, read) -> {
            assertEquals(moments.joint(), read.joint());
            assertEquals(moments.task(), read.task());
            assertEquals(moments.targetNames(), read.targetNames());
        });
    }

    private static byte[] npy(double[] values, int... shape) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        NpyWriter.write(out, values, shape);
        return out.toByteArray();
    }

    /** An array with other content and the right checksum is accepted if it can be the moments of data. */
    @ParameterizedTest
    @ValueSource(strings = {"count", "mean", "scatter"})
    void arraysOfOtherContent(String name) throws IOException {
        Map<String, byte[]> arrays = new LinkedHashMap<>();
        arrays.put("count", npy(new double[] {25}, 1));
        arrays.put("mean", npy(new double[] {1, -2.5}, 2));
        arrays.put("scatter", npy(new double[] {4, 0.5, 0.5, 1}, 2, 2));
        Fuzzer.check(folder.resolve("m.npz"), arrays.get(name), COPIES / 2, 1, bytes -> {
            Map<String, byte[]> all = new LinkedHashMap<>(arrays);
            all.put(name, bytes);
            return Zips.of(all, Zips.Form.STORED_ZIP64);
        }, MomentsFile::read, (bytes, read) -> {
            double[] values = Arrays.stream(NaiveNpy.decode(bytes)).flatMapToDouble(Arrays::stream).toArray();
            assertTrue(Arrays.stream(values).allMatch(Double::isFinite));
            switch (name) {
                case "count" -> {
                    assertEquals(values[0], (double) read.joint().count());
                    assertTrue(values.length == 1 && values[0] >= 1);
                }
                case "mean" -> assertArrayEquals(values, read.joint().mean());
                default -> {
                    assertArrayEquals(values, read.joint().scatterMatrix());
                    assertTrue(values[0] >= 0 && values[3] >= 0);
                    assertEquals(values[1], values[2], 1e-9 * Math.sqrt(values[0] * values[3]));
                }
            }
        });
    }
}
