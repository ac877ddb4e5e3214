package bn.experiments.data.csv;

import bn.experiments.data.DataFile;
import bn.experiments.data.Dataset;
import bn.experiments.data.DatasetStream;
import bn.experiments.data.Reading;
import bn.experiments.data.RowSplit;
import bn.experiments.data.RowTable;
import bn.experiments.data.Task;
import java.nio.file.Path;
import java.util.List;

/**
 * A data set in a CSV file: every column but the target is a feature and is taken as it stands, without any scaling.
 *
 * <p>Unless the task is given, the target decides it. Text means classification, numbers are as
 * {@link bn.experiments.data.TargetNumbers} says, and numbers mixed with text are an error. To find out, the file is read twice:
 * first the targets alone, as far as it takes, until one is not a whole number. The test examples are chosen as
 * {@link RowSplit} says.
 */
public final class CsvDataset {
    private static final String NAME = "csv";

    private CsvDataset() { }

    /**
     * Opens a data set for reading row by row; all examples are for training.
     *
     * @throws bn.experiments.data.DataException if the file is not as it should be; the message gives line and column
     * @throws bn.api.InvalidRequestException if there is no such target column
     */
    public static DatasetStream stream(Path file, CsvOptions options) {
        TargetColumn target = target(file, options);
        CsvRows rows = new CsvRows(file, options);
        return new DatasetStream(NAME, task(target), target.classes().isEmpty() ? List.of(rows.targetName()) : target.classes(),
                new CsvStream(rows, target), () -> description(file, rows, target));
    }

    /** The number of features, for which rows need not be read. */
    public static int features(Path file, CsvOptions options) {
        try (CsvRows rows = new CsvRows(file, options)) {
            return rows.width();
        }
    }

    /**
     * Reads a data set.
     *
     * @throws bn.experiments.data.DataException if the file is not as it should be; the message gives line and column
     * @throws bn.api.InvalidRequestException if there is no such target column
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
        return Reading.line(file.toString(), rows.count(), rows.width(), rows.targetDescription(), target.classes().size(),
                target.reason(), rows.description());
    }

    private static Task task(TargetColumn target) {
        return target.classes().isEmpty() ? Task.REGRESSION : Task.CLASSIFICATION;
    }
}
