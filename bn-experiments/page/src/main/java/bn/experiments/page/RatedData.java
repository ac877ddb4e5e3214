package bn.experiments.page;

import bn.experiments.data.DataFile;
import bn.experiments.data.Dataset;
import bn.experiments.data.Examples;
import bn.experiments.data.Task;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The examples that the rates of a network were measured on, without the examples themselves.
 *
 * @param name of the data set
 * @param description one line for the user
 * @param examples their number
 * @param chance accuracy of always choosing the most frequent class of the examples, or, if not every output has examples, of
 *     choosing an output at random; NaN for regression
 * @param files that they were read from
 */
public record RatedData(String name, String description, long examples, double chance, List<DataFile> files) {

    /** Copies the list. */
    public RatedData {
        files = List.copyOf(files);
    }

    /** The training examples of a data set. */
    public static RatedData of(Dataset dataset) {
        return new RatedData(dataset.name(), dataset.description(), dataset.train().count(), chance(dataset.train()),
                dataset.files());
    }

    static double chance(Examples examples) {
        long[] counts = new long[examples.targets()];
        if (examples.task() == Task.CLASSIFICATION) {
            IntStream.of(examples.labels()).forEach(label -> counts[label]++);
        }
        return chance(examples.task(), counts);
    }

    /**
     * The accuracy that chance has.
     *
     * @param counts number of examples of each output
     */
    public static double chance(Task task, long[] counts) {
        if (task != Task.CLASSIFICATION) {
            return Double.NaN;
        }
        return LongStream.of(counts).anyMatch(count -> count == 0) ? 1.0 / counts.length
                : LongStream.of(counts).max().orElseThrow() / (double) LongStream.of(counts).sum();
    }
}
