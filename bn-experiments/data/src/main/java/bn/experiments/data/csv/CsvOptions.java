package bn.experiments.data.csv;

import bn.api.InvalidRequestException;
import bn.experiments.data.Task;
import java.util.List;
import java.util.Optional;

/**
 * How to read a CSV file.
 *
 * @param target the target column: its name in the header, or its number from 1; {@code #2} is a number in any case
 * @param header whether the first record is a header; if empty, it is one when none of its cells could be a value, or when the
 *         target's name, not a number, is among them; otherwise it is refused
 * @param delimiter what separates cells; if empty, whichever of comma, semicolon and tab gives the first record the most cells
 * @param index columns that number or name the rows and are no features, by name or number; if empty, those without a name, which
 *         must count the rows
 * @param task what to learn; if empty, see {@link CsvDataset}
 * @param testFraction the share of the examples to test on, at least 0 and below 1
 * @param seed of the shuffle that chooses them
 */
public record CsvOptions(String target, Optional<Boolean> header, Optional<Character> delimiter, Optional<List<String>> index,
        Optional<Task> task, double testFraction, long seed) {

    /**
     * Options.
     *
     * @throws InvalidRequestException if the test fraction is out of range or the delimiter cannot be one
     */
    public CsvOptions {
        if (!(testFraction >= 0 && testFraction < 1)) {
            throw new InvalidRequestException("the test fraction is at least 0 and below 1, got " + testFraction);
        }
        if (delimiter.isPresent() && "\"\r\n\0\ufeff+-.0123456789eE".indexOf(delimiter.get()) >= 0) {
            throw new InvalidRequestException(
                    "a quotation mark, the end of a line, or what is part of numbers cannot be the delimiter");
        }
    }

    /** All to be found out from the file, and no test examples. */
    public static CsvOptions target(String target) {
        return new CsvOptions(target, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0,
                0);
    }
}
