package bn.experiments.data.csv;

import bn.experiments.data.DataFile;
import bn.experiments.data.Dataset;
import bn.experiments.data.Examples;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A data set in a CSV file: every column but the target is a feature and is taken as it stands, without any scaling.
 *
 * <p>Unless the task is given, the target decides it. Text means classification; whole numbers too, if there are at most 100
 * different ones and fewer than half as many as rows; all other numbers mean regression. Numbers mixed with text are an error.
 *
 * <p>With a test fraction above 0 the rows are shuffled with the seed and the first ones, fraction times rows rounded, are for
 * testing; without one all are for training, in the file's order.
 */
public final class CsvDataset {
    private CsvDataset() { }

    /**
     * Reads a data set.
     *
     * @throws bn.experiments.data.DataException if the file is not as it should be; the message gives line and column
     * @throws bn.api.UsageException if there is no such target column
     */
    public static Dataset read(Path file, CsvOptions options) {
        CsvTable table = new CsvTable(file, options);
        TargetColumn target = new TargetColumn(table, options.task());
        int[] order = IntStream.range(0, table.rows()).toArray();
        int testing = 0;
        if (options.testFraction() > 0) {
            shuffle(order, new Random(options.seed()));
            // at least one row stays for training
            testing = (int) Math.min(order.length - 1L, Math.round(options.testFraction() * order.length));
        }
        Examples test = examples(table, target, Arrays.copyOfRange(order, 0, testing));
        Examples train = examples(table, target, Arrays.copyOfRange(order, testing, order.length));
        return new Dataset("csv", table.rows() + " rows of " + file.getFileName(), train, test, table.targetName(),
                target.classes(), List.of(new DataFile(file.toString(), table.sha256())));
    }

    private static Examples examples(CsvTable table, TargetColumn target, int[] rows) {
        return Examples.ofRows(table.values(), table.width(), rows, target.of(rows));
    }

    /** Fisher and Yates's shuffle; the algorithm of java.util.Random is part of its specification, so it stays the same. */
    private static void shuffle(int[] order, Random random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int held = order[i];
            order[i] = order[j];
            order[j] = held;
        }
    }
}
