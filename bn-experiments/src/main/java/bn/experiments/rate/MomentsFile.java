package bn.experiments.rate;

import bn.api.Moments;
import bn.experiments.data.DataException;
import bn.experiments.data.Task;
import bn.experiments.data.npy.NpyArray;
import bn.experiments.data.npy.NpyWriter;
import bn.experiments.data.npy.NpzFile;
import bn.experiments.result.OutputFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Moments in NumPy's .npz files; the arrays are those of docs/moments.md. */
public final class MomentsFile {
    /** Rounding of whoever computed a scatter; it is far below what a mistake would make. */
    private static final double ASYMMETRY = 1e-9;
    private static final double LARGEST_COUNT = 0x1p53;
    /** The square root of the longest array. */
    private static final int MOST_COLUMNS = 46_340;

    private MomentsFile() { }

    /**
     * Writes moments, in place of an older file.
     *
     * @throws bn.api.BnException if that fails; an older file is then left as it was
     */
    public static void write(Path file, TargetMoments moments) {
        Moments joint = moments.joint();
        int d = joint.dimension();
        OutputFile.at(file).write(out -> {
            // Not closed: the stream is the caller's, and is closed by it.
            NpyWriter.Archive archive = new NpyWriter.Archive(out);
            archive.add("count", new double[] {joint.count()}, 1);
            archive.add("mean", joint.mean(), d);
            archive.add("scatter", joint.scatter(), d, d);
            archive.add("targets", moments.targetNames());
            archive.add("task", List.of(moments.task().name().toLowerCase(Locale.ROOT)));
            if (moments.projected().isPresent()) {
                ProjectedArrays.write(archive, moments.projected().get());
            }
            archive.close();
        });
    }

    /**
     * Reads moments.
     *
     * @throws DataException if the file is not there or does not hold the moments of any data
     */
    public static TargetMoments read(Path file) {
        try (NpzFile archive = new NpzFile(file)) {
            double[] count = numbers(archive, "count", 1, 1, file);
            int d = dimension(archive, file);
            double[] mean = numbers(archive, "mean", d, 1, file);
            double[] scatter = numbers(archive, "scatter", d, d, file);
            check(file, count[0], scatter, d);
            List<String> targets = archive.has("targets") ? texts(archive, "targets") : List.of("target");
            if (targets.isEmpty() || targets.size() >= d) {
                throw new DataException(file + " names " + targets.size() + " targets of " + d
                        + " columns; the targets are the last columns, behind at least one feature");
            }
            return new TargetMoments(new Moments((long) count[0], mean, scatter), task(archive, file), targets,
                    archive.has("directions") ? Optional.of(ProjectedArrays.read(archive, file)) : Optional.empty());
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
            if (mean.rows() > MOST_COLUMNS) {
                throw new DataException(file + ", array 'mean' has " + mean.rows() + " columns; at most " + MOST_COLUMNS
                        + " have a scatter that fits in an array");
            }
            return (int) mean.rows();
        }
    }

    private static List<String> texts(NpzFile archive, String name) {
        try (NpyArray array = archive.array(name)) {
            return array.readTexts();
        }
    }

    /** All numbers of an array of a given size. */
    static double[] numbers(NpzFile archive, String name, int rows, int columns, Path file) {
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

    private static void check(Path file, double count, double[] scatter, int d) {
        if (!(count >= 1 && count <= LARGEST_COUNT) || Math.rint(count) != count) {
            throw new DataException(file + " has a count of " + count + "; it is a whole number of at least 1");
        }
        SymmetricArray.check(file + ", array 'scatter'", scatter, d, ASYMMETRY,
                "the sum over examples of (x - mean)(x - mean)^T");
    }
}
