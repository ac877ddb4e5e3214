package bn.experiments.data.npy;

import bn.experiments.data.DataFile;
import bn.experiments.data.Dataset;
import bn.experiments.data.DatasetDescription;
import bn.experiments.data.DatasetStream;
import bn.experiments.data.GunzippedFile;
import bn.experiments.data.RowSplit;
import bn.experiments.data.RowTable;
import bn.experiments.data.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A data set in NumPy's file formats: a matrix x of features with one row per example, and a vector y of targets, in two .npy
 * files or in one .npz file. Features are not scaled.
 *
 * <p>Unless the task is given, it follows from the targets, see {@link bn.experiments.data.TargetNumbers}. The test examples are
 * chosen by {@link RowSplit}.
 */
public final class NpyDataset {
    private static final String NAME = "npy";
    private static final String TARGET = "y";

    private NpyDataset() {}

    /**
     * Opens a data set for reading row by row. All examples are training examples.
     *
     * @throws bn.experiments.data.DataException if the files are invalid
     */
    public static DatasetStream stream(Path file, NpyOptions options) {
        NpySource source = new NpySource(file, options.targets());
        NpyTargets targets = targets(source, options);
        NpyRows rows = new NpyRows(source.open(), targets, options.index());
        return new DatasetStream(NAME, targets.task(),
                targets.task() == Task.REGRESSION ? List.of(TARGET) : targets.names(), rows,
                () -> description(source, rows, targets));
    }

    /** The number of columns of x. Only headers are read. */
    public static long columns(Path file, NpyOptions options) {
        try (NpySource.Pair pair = new NpySource(file, options.targets()).open()) {
            return pair.x().columns();
        }
    }

    /**
     * Reads a data set.
     *
     * @throws bn.experiments.data.DataException if the files are invalid
     */
    public static Dataset read(Path file, NpyOptions options) {
        NpySource source = new NpySource(file, options.targets());
        NpyTargets targets = targets(source, options);
        List<DataFile> files = new ArrayList<>();
        try (NpyRows rows = new NpyRows(source.open(), targets, options.index())) {
            RowTable table = new RowTable(rows, targets.task(), file.toString());
            for (Path part : source.files()) {
                files.add(new DataFile(part.toString(), GunzippedFile.sha256(part)));
            }
            RowSplit split = RowSplit.of(table.count(), options.testFraction(), options.seed());
            return new Dataset(NAME, description(source, rows, targets), table.examples(split.train()),
                    table.examples(split.test()), TARGET, targets.names(), files);
        } catch (IOException e) {
            throw NpyFile.explain(file.toString(), e);
        }
    }

    private static String description(NpySource source, NpyRows rows, NpyTargets targets) {
        return DatasetDescription.of(source.description(), rows.done(), rows.features(), TARGET, targets.names().size(),
                targets.reason(), rows.leftOut());
    }

    private static NpyTargets targets(NpySource source, NpyOptions options) {
        try (NpySource.Pair pair = source.open()) {
            return new NpyTargets(pair.y(), options.task());
        }
    }
}
