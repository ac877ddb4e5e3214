package bn.experiments.data.npy;

import bn.experiments.data.Content;
import bn.experiments.data.DataFile;
import bn.experiments.data.Dataset;
import bn.experiments.data.DatasetStream;
import bn.experiments.data.Reading;
import bn.experiments.data.RowSplit;
import bn.experiments.data.RowTable;
import bn.experiments.data.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A data set in NumPy's files: a matrix x of features, one row an example, and a vector y of targets, in two .npy files or in
 * one .npz file. Features are taken as they stand.
 *
 * <p>Unless the task is given, the targets decide it, see {@link bn.experiments.data.TargetNumbers}. The test examples are
 * chosen as {@link RowSplit} says.
 */
public final class NpyDataset {
    private static final String NAME = "npy";
    private static final String TARGET = "y";

    private NpyDataset() { }

    /**
     * Opens a data set for reading row by row; all examples are for training.
     *
     * @throws bn.experiments.data.DataException if the files are not as they should be
     */
    public static DatasetStream stream(Path file, NpyOptions options) {
        NpySource source = new NpySource(file, options.targets());
        NpyTargets targets = targets(source, options);
        NpyRows rows = new NpyRows(source.open(), targets, options.index());
        return new DatasetStream(NAME, targets.task(),
                targets.task() == Task.REGRESSION ? List.of(TARGET) : targets.names(), rows, () -> description(source, rows, targets));
    }

    /** The number of columns, for which rows need not be read. */
    public static long columns(Path file, NpyOptions options) {
        try (NpySource.Pair pair = new NpySource(file, options.targets()).open()) {
            return pair.x().columns();
        }
    }

    /**
     * Reads a data set.
     *
     * @throws bn.experiments.data.DataException if the files are not as they should be
     */
    public static Dataset read(Path file, NpyOptions options) {
        NpySource source = new NpySource(file, options.targets());
        NpyTargets targets = targets(source, options);
        List<DataFile> files = new ArrayList<>();
        try (NpyRows rows = new NpyRows(source.open(), targets, options.index())) {
            RowTable table = new RowTable(rows, targets.task(), file.toString());
            for (Path part : source.files()) {
                files.add(new DataFile(part.toString(), Content.sha256(part)));
            }
            RowSplit split = RowSplit.of(table.count(), options.testFraction(), options.seed());
            return new Dataset(NAME, description(source, rows, targets), table.examples(split.train()),
                    table.examples(split.test()), TARGET, targets.names(), files);
        } catch (IOException e) {
            throw NpyFile.explain(file.toString(), e);
        }
    }

    private static String description(NpySource source, NpyRows rows, NpyTargets targets) {
        return Reading.line(source.description(), rows.done(), rows.features(), TARGET, targets.names().size(), targets.reason(),
                rows.leftOut());
    }

    private static NpyTargets targets(NpySource source, NpyOptions options) {
        try (NpySource.Pair pair = source.open()) {
            return new NpyTargets(pair.y(), options.task());
        }
    }
}
