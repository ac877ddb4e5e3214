package bn.experiments.rate;

import bn.api.Moments;
import bn.experiments.data.DataException;
import bn.experiments.data.DatasetDescription;
import bn.experiments.data.Task;
import bn.experiments.data.npy.NpyArray;
import bn.experiments.data.npy.NpyWriter;
import bn.experiments.data.npy.NpzFile;
import bn.experiments.result.OutputFile;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Moments in NumPy's .npz files; the arrays are those of docs/moments.md. */
public final class MomentsFile {
    /** The largest relative rounding of a scatter matrix from elsewhere; a mistake makes a far larger difference. */
    private static final double ASYMMETRY = 1e-9;
    private static final double LARGEST_COUNT = 0x1p53;
    private static final Set<String> ARRAYS = Set.of("count", "mean", "scatter", "targets", "task");

    private MomentsFile() {}

    /**
     * Writes moments.
     *
     * @throws bn.api.BnException if that fails; an older file is then left as it was
     */
    public static void write(OutputFile file, TargetMoments moments) {
        file.write(out -> write(out, moments));
    }

    /** Writes moments to a stream, which stays open. */
    public static void write(OutputStream out, TargetMoments moments) throws IOException {
        Moments joint = moments.joint();
        int d = joint.dimension();
        // Completed, and the stream not closed by that.
        NpyWriter.Archive archive = new NpyWriter.Archive(new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
            }

            @Override
            public void close() throws IOException {
                flush();
            }
        });
        archive.add("count", new double[] {joint.count()}, 1);
        archive.add("mean", joint.mean(), d);
        archive.add("scatter", joint.scatterMatrix(), d, d);
        archive.add("targets", moments.targetNames());
        archive.add("task", List.of(moments.task().name().toLowerCase(Locale.ROOT)));
        archive.close();
    }

    /**
     * Reads moments.
     *
     * @throws DataException if the file is missing or cannot be the moments of data
     */
    public static TargetMoments read(Path file) {
        try (NpzFile archive = new NpzFile(file)) {
            long count = count(numbers(archive, "count", 1, 1, file)[0], file + ", array 'count'");
            int d = dimension(archive, file);
            double[] mean = numbers(archive, "mean", d, 1, file);
            double[] scatter = numbers(archive, "scatter", d, d, file);
            SymmetryCheck.check(file + ", array 'scatter'", scatter, d, ASYMMETRY,
                    "the sum over examples of (x - mean)(x - mean)^T");
            MomentsCheck.ofData(file, (double) count, scatter, d, ASYMMETRY);
            List<String> targets = archive.has("targets") ? texts(archive, "targets") : List.of("target");
            if (targets.isEmpty() || targets.size() >= d) {
                throw new DataException(file + " names " + targets.size() + " targets of " + d
                        + " columns; the targets are the last columns, after at least one feature");
            }
            if (new HashSet<>(targets).size() < targets.size()) {
                throw new DataException(file + ", array 'targets' has a name twice: " + String.join(", ", targets));
            }
            Moments joint = new Moments(count, mean, scatter);
            Task task = task(archive, file);
            if (task == Task.CLASSIFICATION) {
                MomentsCheck.ofClasses(file, (double) count, mean, scatter, targets.size(), ASYMMETRY);
            }
            return new TargetMoments(joint, task, targets);
        }
    }

    /** One line for the user: which moments were read from a file. */
    public static String description(Path file, TargetMoments moments) {
        try (NpzFile archive = new NpzFile(file)) {
            List<String> others = archive.names().stream().filter(name -> !ARRAYS.contains(name)).sorted().toList();
            int classes = moments.task() == Task.CLASSIFICATION ? moments.targetNames().size() : 0;
            return DatasetDescription.of(file.toString(), moments.joint().count(), moments.features(),
                    classes > 0 ? "class" : moments.targetNames().size() == 1 ? moments.targetNames().get(0)
                            : moments.targetNames().toString(),
                    classes,
                    archive.has("task") ? "by its array task" : "it has no array task",
                    others.isEmpty() ? List.of() : List.of("not used: " + String.join(", ", others)));
        }
    }

    private static Task task(NpzFile archive, Path file) {
        if (!archive.has("task")) {
            return Task.REGRESSION;
        }
        String name = String.join(",", texts(archive, "task"));
        return Arrays.stream(Task.values()).filter(task -> task.name().equalsIgnoreCase(name)).findFirst().orElseThrow(
                () -> new DataException(file + " has the task '" + name + "'; it is classification or regression"));
    }

    private static int dimension(NpzFile archive, Path file) {
        try (NpyArray mean = archive.array("mean")) {
            JointMoments.requireMemory(file + ": a scatter", mean.rows());
            return (int) mean.rows();
        }
    }

    private static List<String> texts(NpzFile archive, String name) {
        try (NpyArray array = archive.array(name)) {
            return array.readTexts();
        }
    }

    /** All numbers of an array of a given size. */
    private static double[] numbers(NpzFile archive, String name, int rows, int columns, Path file) {
        try (NpyArray array = archive.array(name)) {
            if (array.rows() != rows || array.columns() != columns) {
                throw new DataException(file + ", array '" + name + "' is " + array.rows() + " x " + array.columns()
                        + "; it must be " + rows + " x " + columns + " to go with the others");
            }
            double[] values = array.readAll();
            if (!Arrays.stream(values).allMatch(Double::isFinite)) {
                throw new DataException(file + ", array '" + name + "' holds a number that is not finite");
            }
            return values;
        }
    }

    /** Checks that a number can be a number of examples. */
    static long count(double count, String where) {
        if (!(count >= 1 && count <= LARGEST_COUNT) || Math.rint(count) != count) {
            throw new DataException(where + " is " + count + "; a number of examples is a whole number of at least 1");
        }
        return (long) count;
    }
}
