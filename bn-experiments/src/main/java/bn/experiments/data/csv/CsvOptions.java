package bn.experiments.data.csv;

import bn.api.UsageException;
import bn.experiments.data.Task;
import java.util.Optional;

/**
 * How to read a CSV file.
 *
 * @param target the target column: its name in the header, or its number from 1
 * @param header whether the first record is a header; if empty, it is one when none of its cells is a number, or when the
 *         target's name, not a number, is among them
 * @param delimiter what separates cells; if empty, whichever of comma, semicolon and tab gives the first record the most cells
 * @param task what to learn; if empty, see {@link CsvDataset}
 * @param testFraction the share of the examples to test on, at least 0 and below 1
 * @param seed of the shuffle that chooses them
 */
public record CsvOptions(String target, Optional<Boolean> header, Optional<Character> delimiter, Optional<Task> task,
        double testFraction, long seed) {

    /**
     * Options.
     *
     * @throws UsageException if the test fraction is out of range or the delimiter cannot be one
     */
    public CsvOptions {
        if (!(testFraction >= 0 && testFraction < 1)) {
            throw new UsageException("the test fraction is at least 0 and below 1, got " + testFraction);
        }
        if (delimiter.isPresent() && "\"\r\n".indexOf(delimiter.get()) >= 0) {
            throw new UsageException("a quotation mark or the end of a line cannot be the delimiter");
        }
    }

    /** All to be found out from the file, and no test examples. */
    public static CsvOptions target(String target) {
        return new CsvOptions(target, Optional.empty(), Optional.empty(), Optional.empty(), 0, 0);
    }
}
