package bn.experiments.data.csv;

import bn.experiments.data.DataFile;
import bn.experiments.data.Dataset;
import bn.experiments.data.DatasetDescription;
import bn.experiments.data.DatasetStream;
import bn.experiments.data.RowSplit;
import bn.experiments.data.RowTable;
import bn.experiments.data.Task;
import java.nio.file.Path;
import java.util.List;

/**
 * A data set in a CSV file. Every column except the target and index columns is a feature; features are not scaled.
 *
 * <p>Unless the task is given, it follows from the target: text means classification, for numbers see
 * {@link bn.experiments.data.TargetNumbers}, and a mixture of numbers and text is an error. Therefore the file is read twice. The
 * first pass reads only the targets, and stops as soon as the task is known. The test examples are chosen by {@link RowSplit}.
 */
public final class CsvDataset {
    private static final String NAME = "csv";

    private CsvDataset() {}

    /**
     * Opens a data set for reading row by row. All examples are training examples.
     *
     * @throws bn.experiments.data.DataException if the file is invalid; the message contains line and column
     * @throws bn.api.InvalidRequestException if the target column does not exist
     */
    public static DatasetStream stream(Path file, CsvOptions options) {
        TargetColumn target = target(file, options);
        CsvRows rows = new CsvRows(file, options);
        return new DatasetStream(NAME, task(target), target.classes().isEmpty() ? List.of(rows.targetName()) : target.classes(),
                new CsvStream(rows, target), () -> description(file, rows, target));
    }

    /** The number of features. Only the first row is read. */
    public static int features(Path file, CsvOptions options) {
        try (CsvRows rows = new CsvRows(file, options)) {
            return rows.width();
        }
    }

    /**
     * Reads a data set.
     *
     * @throws bn.experiments.data.DataException if the file is invalid; the message contains line and column
     * @throws bn.api.InvalidRequestException if the target column does not exist
     */
    public static Dataset read(Path file, CsvOptions options) {
        TargetColumn target = target(file, options);
        try (CsvRows rows = new CsvRows(file, options)) {
            RowTable table = new RowTable(new CsvStream(rows, target), task(target), file.toString());
            RowSplit split = RowSplit.of(table.count(), options.testFraction(), options.seed());
            return new Dataset(NAME, description(file, rows, target), table.examples(split.train()),
                    table.examples(split.test()), rows.targetName(), target.classes(),
                    List.of(new DataFile(file.toString(), rows.sha256())));
        }
    }

    private static TargetColumn target(Path file, CsvOptions options) {
        TargetColumn target = new TargetColumn(options.task());
        try (CsvRows rows = new CsvRows(file, options)) {
            while (!target.decided() && rows.next()) {
                target.add(rows);
            }
        }
        target.finish();
        return target;
    }

    private static String description(Path file, CsvRows rows, TargetColumn target) {
        return DatasetDescription.of(file.toString(), rows.count(), rows.width(), rows.targetDescription(),
                target.classes().size(), target.reason(), rows.description());
    }

    private static Task task(TargetColumn target) {
        return target.classes().isEmpty() ? Task.REGRESSION : Task.CLASSIFICATION;
    }
}
