package bn.experiments.data;

import java.util.List;
import java.util.function.Supplier;

/**
 * A data set that is read as a stream, and what is known about it before.
 *
 * @param name how it is asked for, such as {@code csv}
 * @param task classification or regression
 * @param targetNames the names of the classes, or for regression the one of the number
 * @param rows its training examples
 * @param description what was read, one line for a person, once the last row was read
 */
public record DatasetStream(String name, Task task, List<String> targetNames, RowStream rows, Supplier<String> description)
        implements AutoCloseable {

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
     * The same with only the first n examples.
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
