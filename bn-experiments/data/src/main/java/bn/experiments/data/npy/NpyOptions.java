package bn.experiments.data.npy;

import bn.api.InvalidRequestException;
import bn.experiments.data.Task;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How to read a data set from NumPy's files.
 *
 * @param targets the .npy file of the targets; none if the features are in an .npz file with arrays x and y
 * @param task what to learn; if empty, see {@link NpyDataset}
 * @param index numbers of the columns, from 1, that number the rows and are no features; if empty, there is none, and a first
 *         column that counts the rows is refused
 * @param testFraction the share of the examples to test on, at least 0 and below 1
 * @param seed of the shuffle that chooses them
 */
public record NpyOptions(Optional<Path> targets, Optional<Task> task, Optional<List<Integer>> index, double testFraction,
        long seed) {

    /**
     * Options.
     *
     * @throws InvalidRequestException if the test fraction is out of range
     */
    public NpyOptions {
        if (!(testFraction >= 0 && testFraction < 1)) {
            throw new InvalidRequestException("the test fraction is at least 0 and below 1, got " + testFraction);
        }
    }
}
