package bn.experiments.data.npy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.InvalidRequestException;
import bn.experiments.data.DataException;
import bn.experiments.data.Dataset;
import bn.experiments.data.DatasetStream;
import bn.experiments.data.Task;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyDatasetTest {
    @TempDir
    private Path folder;

    private Path array(String name, double[] values, int... shape) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            NpyWriter.write(out, values, shape);
        }
        return file;
    }

    private static NpyOptions targets(Path y) {
        return new NpyOptions(Optional.of(y), Optional.empty(), Optional.empty(), 0, 1);
    }

    @Test
    void numbersAreRegression() throws IOException {
        Path x = array("x.npy", new double[] {1, 2, 3, 4, 5, 6}, 3, 2);
        NpyOptions options = targets(array("y.npy", new double[] {0.5, 1, 1}, 3));
        Dataset dataset = NpyDataset.read(x, options);
        assertEquals(Task.REGRESSION, dataset.task());
        assertEquals(2, dataset.files().size());
        try (DatasetStream stream = NpyDataset.stream(x, options)) {
            double[] rows = new double[9];
            assertEquals(2, stream.rows().read(rows, 2));
            assertEquals(2.0 / 3, stream.rows().fractionRead());
            assertArrayEquals(new double[] {1, 2, 0.5, 3, 4, 1, 0, 0, 0}, rows);
            assertEquals(1, stream.rows().read(rows, 2));
            assertEquals(0, stream.rows().read(rows, 2));
        }
    }

    @Test
    void fewDistinctIntegersAreClasses() throws IOException {
        Path x = array("x.npy", IntStream.range(0, 7).mapToDouble(i -> i).toArray(), 7);
        Path y = Files.write(folder.resolve("y.npy"),
                NpyBytes.file(1, "'|i1'", false, "(7,)", new byte[] {7, -1, 7, 3, -1, 7, 7}));
        Dataset integers = NpyDataset.read(x, targets(y));
        assertEquals(List.of("-1", "3", "7"), integers.classNames());
        assertArrayEquals(new int[] {2, 0, 2, 1, 0, 2, 2}, IntStream.range(0, 7).map(integers.train()::label).toArray());
    }

    /** Floating-point numbers are quantities, unless the user asks for classification. */
    @Test
    void floatingPointNumbersAreQuantities() throws IOException {
        Path archive = folder.resolve("f.npz");
        try (OutputStream out = Files.newOutputStream(archive); NpyWriter.Archive npz = new NpyWriter.Archive(out)) {
            npz.add("x", IntStream.range(0, 7).mapToDouble(i -> i).toArray(), 7);
            npz.add("y", new double[] {7, -1, 7, 3, -1, 7, 7}, 7);
        }
        assertEquals(Task.REGRESSION,
                NpyDataset.read(archive, new NpyOptions(Optional.empty(), Optional.empty(), Optional.empty(), 0, 1)).task());
        NpyOptions options = new NpyOptions(Optional.empty(), Optional.of(Task.CLASSIFICATION), Optional.empty(), 0, 1);
        Dataset dataset = NpyDataset.read(archive, options);
        assertEquals(List.of("-1", "3", "7"), dataset.classNames());
        assertArrayEquals(new int[] {2, 0, 2, 1, 0, 2, 2}, IntStream.range(0, 7).map(dataset.train()::label).toArray());
        try (DatasetStream stream = NpyDataset.stream(archive, options).limit(2)) {
            double[] rows = new double[28];
            assertEquals(2, stream.rows().read(rows, 7));
            assertArrayEquals(new double[] {0, 0, 0, 1, 1, 1, 0, 0}, Arrays.copyOf(rows, 8));
            assertEquals(0, stream.rows().read(rows, 7));
        }
        NpyOptions split = new NpyOptions(Optional.empty(), Optional.of(Task.REGRESSION), Optional.empty(), 0.3, 1);
        assertEquals(2, NpyDataset.read(archive, split).test().count());
        assertEquals(Task.REGRESSION, NpyDataset.read(archive, split).task());
    }

    @Test
    void filesThatDoNotMatch() throws IOException {
        Path x = array("x.npy", new double[] {1, 2, 3, Double.NaN}, 2, 2);
        Path y = array("y.npy", new double[] {0.5, 1}, 2);
        assertTrue(message(x, targets(y)).contains("NaN in row 2, column 2"));
        assertTrue(message(x, targets(array("z.npy", new double[3], 3))).contains("2 rows, but"));
        assertTrue(message(y, targets(x)).contains("2 columns; the targets are one"));
        assertTrue(message(array("e.npy", new double[0], 0, 2), targets(array("o.npy", new double[0], 0)))
                .contains("no numbers"));
        assertTrue(message(y, new NpyOptions(Optional.of(array("c.npy", new double[] {1, 1}, 2)),
                Optional.of(Task.CLASSIFICATION), Optional.empty(), 0, 1)).contains("at least two classes"));
        Path many = array("m.npy", IntStream.range(0, 1001).mapToDouble(i -> i).toArray(), 1001);
        assertTrue(message(many, new NpyOptions(Optional.of(many), Optional.of(Task.CLASSIFICATION), Optional.empty(), 0, 1))
                .contains("more than 1000 different targets"));
        assertThrows(InvalidRequestException.class,
                () -> NpyDataset.read(x, new NpyOptions(Optional.empty(), Optional.empty(), Optional.empty(), 0, 1)));
    }

    private static String message(Path x, NpyOptions options) {
        String streamed = assertThrows(DataException.class, () -> {
            try (DatasetStream stream = NpyDataset.stream(x, options)) {
                stream.rows().read(new double[100], 2);
            }
        }).getMessage();
        assertEquals(streamed, assertThrows(DataException.class, () -> NpyDataset.read(x, options)).getMessage());
        return streamed;
    }
}
