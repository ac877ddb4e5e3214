package bn.experiments.rate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.Moments;
import bn.experiments.data.DataException;
import bn.experiments.data.Task;
import bn.experiments.data.npy.NpyWriter;
import bn.experiments.result.OutputFile;
import bn.theory.moments.RowMoments;
import bn.theory.spectral.Covariances;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MomentsFileTest {
    @TempDir
    private Path folder;

    private static TargetMoments moments(double[] rows, Task task, String... names) {
        RowMoments moments = new RowMoments(2 + names.length);
        moments.add(rows, 0, rows.length / (2 + names.length));
        return new TargetMoments(moments.result(), task, List.of(names));
    }

    private static void assertSame(TargetMoments expected, TargetMoments actual) {
        assertEquals(expected.joint(), actual.joint());
        assertEquals(expected.task(), actual.task());
        assertEquals(expected.targetNames(), actual.targetNames());
    }

    @Test
    void whatIsWrittenIsReadToTheBit() {
        TargetMoments all = moments(new Random(1).doubles(30).toArray(), Task.REGRESSION, "price \u20ac");
        TargetMoments plain = new TargetMoments(
                moments(new double[] {1, 2, 1, 3, 5, 1, 2, 2, 1}, Task.CLASSIFICATION, "a").joint(),
                Task.CLASSIFICATION, List.of("a"));
        for (TargetMoments moments : List.of(all, plain)) {
            MomentsFile.write(OutputFile.at(folder.resolve("m.npz")), moments);
            assertSame(moments, MomentsFile.read(folder.resolve("m.npz")));
        }
    }

    /** Classes come in different orders and one is missing in each part. Merging rounds the last digits of numbers of size 10. */
    @Test
    void partsWithOtherClassesMerge() {
        double[] first = {1, 2, 1, 0, 3, 5, 0, 1, 2, 2, 1, 0};          // classes b, a
        double[] second = {4, 1, 1, 0, 0, 7, 0, 1};                     // classes c, b
        double[] whole = {1, 2, 1, 0, 0, 3, 5, 0, 1, 0, 2, 2, 1, 0, 0, 4, 1, 0, 0, 1, 0, 7, 1, 0, 0};
        TargetMoments expected = moments(whole, Task.CLASSIFICATION, "b", "a", "c");
        TargetMoments merged = moments(first, Task.CLASSIFICATION, "b", "a")
                .merge(moments(second, Task.CLASSIFICATION, "c", "b"), "second");
        assertEquals(expected.targetNames(), merged.targetNames());
        assertEquals(5, merged.joint().count());
        assertArrayEquals(expected.joint().mean(), merged.joint().mean(), 1e-14);
        assertArrayEquals(expected.joint().scatterMatrix(), merged.joint().scatterMatrix(), 1e-13);
    }

    /**
     * Parts whose means are plain sums, so that a constant has another rounding error in each; and constants that really differ.
     */
    @Test
    void aConstantStaysOneOverPartsThatWereSummedPlainly() {
        TargetMoments merged = null;
        for (int count : new int[] {1000, 777, 31, 5000, 1000}) {
            TargetMoments part = new TargetMoments(summed(count), Task.REGRESSION, List.of("y"));
            merged = merged == null ? part : merged.merge(part, "part");
        }
        assertEquals(7808, merged.joint().count());
        boolean[] constant = {true, true, false, false, false};
        for (int i = 0; i < constant.length; i++) {
            assertEquals(constant[i], Covariances.isConstant(merged.joint(), i), "column " + i);
        }
    }

    /** 0.1, 1e13 / 3, a number of its own in each part, whole numbers far from 0, and noise. */
    private static Moments summed(int count) {
        double[][] rows = new double[count][];
        double[] mean = new double[5];
        Random random = new Random(count);
        for (int k = 0; k < count; k++) {
            rows[k] = new double[] {0.1, 1e13 / 3, 20_260_000.0 + count, 1e13 + k % 7, k % 7 + random.nextGaussian()};
            for (int i = 0; i < 5; i++) {
                mean[i] += rows[k][i];
            }
        }
        double[] scatter = new double[25];
        for (int i = 0; i < 5; i++) {
            mean[i] /= count;
        }
        for (double[] row : rows) {
            for (int i = 0; i < 25; i++) {
                scatter[i] += (row[i / 5] - mean[i / 5]) * (row[i % 5] - mean[i % 5]);
            }
        }
        return new Moments(count, mean, scatter);
    }

    @Test
    void otherColumnsAreRefused() {
        TargetMoments price = moments(new double[] {1, 2, 3, 4, 5, 6}, Task.REGRESSION, "price");
        TargetMoments size = moments(new double[] {1, 2, 3, 4, 5, 6}, Task.REGRESSION, "size");
        String message = assertThrows(DataException.class, () -> price.merge(size, "s.npz")).getMessage();
        assertTrue(message.startsWith("s.npz is of other data: 2 features with the target size"), message);
        TargetMoments classes = moments(new double[] {1, 2, 0, 1, 4, 5, 1, 0}, Task.CLASSIFICATION, "a", "b");
        assertThrows(DataException.class, () -> price.merge(classes, "c.npz"));
    }

    private String refused(double count, double[] scatter, int d, String... targets) throws IOException {
        Path file = folder.resolve("m.npz");
        try (OutputStream out = Files.newOutputStream(file); NpyWriter.Archive archive = new NpyWriter.Archive(out)) {
            archive.add("count", new double[] {count}, 1);
            archive.add("mean", new double[] {1, 2}, 2);
            archive.add("scatter", scatter, d, scatter.length / d);
            archive.add("targets", List.of(targets));
        }
        String message = assertThrows(DataException.class, () -> MomentsFile.read(file)).getMessage();
        assertEquals(1, message.lines().count());
        return message;
    }

    @Test
    void filesThatHoldNoMoments() throws IOException {
        double[] good = {1, 0.5, 0.5, 1};
        assertTrue(refused(0, good, 2, "y").contains("array 'count' is 0.0"));
        assertTrue(refused(1.5, good, 2, "y").contains("array 'count' is 1.5"));
        assertTrue(refused(3, good, 1, "y").contains("is 1 x 4; it must be 2 x 2"));
        assertTrue(refused(3, new double[] {1, 0.5, 0.4, 1}, 2, "y").contains("entries (2, 1)"));
        assertTrue(refused(3, new double[] {-1, 0, 0, 1}, 2, "y").contains("entries (1, 1)"));
        assertTrue(refused(3, new double[] {1, Double.NaN, 0, 1}, 2, "y").contains("not finite"));
        assertTrue(refused(3, good, 2, "x", "y").contains("names 2 targets of 2 columns"));
    }

    /** In any units of the columns: 1e9 and 1e-9. */
    @Test
    void aScatterOfNoDataIsRefused() throws IOException {
        for (double unit : new double[] {1, 1e-9, 1e9}) {
            String message = refused(10, new double[] {unit * unit, 3 * unit, 3 * unit, 1}, 2, "y");
            assertTrue(message.contains("columns 1 and 2"), message);
        }
        assertTrue(refused(10, new double[] {0, 1e-30, 1e-30, 1}, 2, "y").contains("columns 1 and 2"),
                "a constant has no covariance");
        assertTrue(refused(10, new double[] {1, 1e-7 + 1, 1e-7 + 1, 1}, 2, "y").contains("columns 1 and 2"));
        assertTrue(refused(2, new double[] {1, 0.5, 0.5, 1}, 2, "y").contains("count of 2"), "two rows are on a line");
        assertTrue(refused(1, new double[] {1, 1, 1, 1}, 2, "y").contains("count of 1"), "one row has no scatter");
        // The same from NumPy's sums, off by some roundings.
        Path file = write(10, new double[] {1, 1 + 4e-16, 1 + 4e-16, 1}, 2, new double[] {1, 2}, "regression", "y");
        assertEquals(2, MomentsFile.read(file).joint().dimension());
    }

    /** Each pair of columns is possible, but not all three together. */
    @Test
    void aNegativeEigenvalueIsRefused() throws IOException {
        double[] three = {1, -0.6, -0.6, -0.6, 1, -0.6, -0.6, -0.6, 1};
        Path file = write(10, three, 3, new double[] {0, 0, 0}, "regression", "y");
        String message = assertThrows(DataException.class, () -> MomentsFile.read(file)).getMessage();
        assertTrue(message.contains("negative eigenvalue"), message);
        assertEquals(1, message.lines().count());
    }

    /** Four examples, one of class a and three of class b. */
    @Test
    void classesThatAreNotOneHotAreRefused() throws IOException {
        double[] scatter = {2, 0.1, -0.1, 0.1, 0.75, -0.75, -0.1, -0.75, 0.75};
        double[] mean = {3, 0.25, 0.75};
        assertEquals(2, MomentsFile.read(write(4, scatter, 3, mean, "classification", "a", "b")).targetNames().size());
        assertClassesRefused("column 2", write(8, scatter, 3, mean, "classification", "a", "b"));
        assertClassesRefused("column 2", write(4, scatter, 3, new double[] {3, 0.3, 0.7}, "classification", "a", "b"));
        assertClassesRefused("column 2", write(4, scatter, 3, new double[] {3, -0.25, 0.75}, "classification", "a", "b"));
        assertClassesRefused("3 of its 4 examples", write(4, scatter, 3, mean, "classification", "b"));
    }

    private static void assertClassesRefused(String part, Path file) {
        String message = assertThrows(DataException.class, () -> MomentsFile.read(file)).getMessage();
        assertTrue(message.contains(part) && message.lines().count() == 1, message);
    }

    private Path write(double count, double[] scatter, int d, double[] mean, String task, String... targets) throws IOException {
        Path file = folder.resolve("m.npz");
        try (OutputStream out = Files.newOutputStream(file); NpyWriter.Archive archive = new NpyWriter.Archive(out)) {
            archive.add("count", new double[] {count}, 1);
            archive.add("mean", mean, d);
            archive.add("scatter", scatter, d, d);
            archive.add("targets", List.of(targets));
            archive.add("task", List.of(task));
        }
        return file;
    }

    private String refused(TargetMoments moments) {
        MomentsFile.write(OutputFile.at(folder.resolve("m.npz")), moments);
        return assertThrows(DataException.class, () -> MomentsFile.read(folder.resolve("m.npz"))).getMessage();
    }

    /** One-hot targets of mean p have the variance p (1 - p), and one of them is 1. */
    @Test
    void targetsThatCannotBeClasses() {
        double[] rows = {1, 2, 1, 0, 3, 5, 0, 1, 2, 2, 1, 0};
        TargetMoments good = moments(rows, Task.CLASSIFICATION, "b", "a");
        for (double[] wrong : List.of(new double[] {1, 2, 1, -1, 3, 5, -1, 1, 2, 2, 1, -1},    // -1 and 1
                new double[] {1, 2, 1, 1, 3, 5, 0, 1, 2, 2, 1, 0})) {                          // two classes at once
            assertTrue(refused(moments(wrong, Task.CLASSIFICATION, "b", "a")).contains("is of a classification, but"));
        }
        assertTrue(refused(new TargetMoments(good.joint(), Task.REGRESSION, List.of("y", "y")))
                .contains("has a name twice"));
    }

    @Test
    void whatIsReadAndWhatIsNotIsSaid() throws IOException {
        Path file = folder.resolve("m.npz");
        try (OutputStream out = Files.newOutputStream(file); NpyWriter.Archive archive = new NpyWriter.Archive(out)) {
            archive.add("count", new double[] {4}, 1);
            archive.add("mean", new double[] {1, 2}, 2);
            archive.add("scatter", new double[] {1, 0.5, 0.5, 1}, 2, 2);
            archive.add("tasks", List.of("classification"));
            archive.add("projected", new double[10], 2, 5);
        }
        assertEquals(file + ": 4 rows, 1 feature; target target: a number (it has no array task); not used: projected, tasks",
                MomentsFile.description(file, MomentsFile.read(file)));
    }

    /** As Python users write them: a single number for the count, no names. */
    @Test
    void namesAndTaskMayBeLeftOut() throws IOException {
        Path file = folder.resolve("m.npz");
        try (OutputStream out = Files.newOutputStream(file); NpyWriter.Archive archive = new NpyWriter.Archive(out)) {
            archive.add("count", new double[] {4}, 1);
            archive.add("mean", new double[] {1, 2}, 2);
            archive.add("scatter", new double[] {1, 0.5, 0.5, 1}, 2, 2);
        }
        assertSame(new TargetMoments(new Moments(4, new double[] {1, 2}, new double[] {1, 0.5, 0.5, 1}), Task.REGRESSION,
                List.of("target")), MomentsFile.read(file));
    }
}
