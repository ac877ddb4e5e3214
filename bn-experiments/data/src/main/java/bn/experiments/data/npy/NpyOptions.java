package bn.experiments.data.npy;

import bn.api.InvalidRequestException;
import bn.experiments.data.Task;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Options for reading a data set from NumPy's files.
 *
 * @param targets the .npy file of the targets; empty if the features are in a .npz file with arrays x and y
 * @param task classification or regression; if empty, see {@link NpyDataset}
 * @param index the numbers, from 1, of index columns, which are not features; if empty, there are none, and it is an error if the
 *         first column numbers the rows
 * @param testFraction the fraction of the examples that is used for testing, at least 0 and below 1
 * @param seed the seed of the shuffle that selects the test examples
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
