package bn.experiments.data;

import java.util.List;
import java.util.function.Supplier;

/**
 * The training examples of a data set as a stream, with their metadata.
 *
 * @param name the name by which the user selects the data set, such as {@code csv}
 * @param task classification or regression
 * @param targetNames the names of the classes; for regression, the name of the target
 * @param rows the training examples
 * @param description one line for the user, available after the last row was read
 */
public record DatasetStream(String name, Task task, List<String> targetNames, RowStream rows, Supplier<String> description)
        implements
            AutoCloseable {

    /** Checks the sizes. */
    public DatasetStream {
        targetNames = List.copyOf(targetNames);
        if (targetNames.size() != rows.targets()) {
            throw new IllegalArgumentException(targetNames.size() + " names for " + rows.targets() + " targets");
        }
    }

    /** The training examples of a data set. */
    public static DatasetStream of(Dataset dataset) {
        boolean classes = dataset.task() == Task.CLASSIFICATION;
        return new DatasetStream(dataset.name(), dataset.task(), classes ? dataset.classNames() : List.of(dataset.target()),
                dataset.train().stream(), dataset::description);
    }

    /**
     * The stream with only its first n examples.
     *
     * @throws bn.api.InvalidRequestException if n is below 1
     */
    public DatasetStream limit(int n) {
        return new DatasetStream(name, task, targetNames, new LimitedRows(rows, n), description);
    }

    @Override
    public void close() {
        rows.close();
    }
}
