package bn.experiments.data.csv;

import bn.api.InvalidRequestException;
import bn.experiments.data.Task;
import java.util.List;
import java.util.Optional;

/**
 * Options for reading a CSV file.
 *
 * @param target the target column: its name in the header, or its number from 1; {@code #2} is always a number
 * @param header whether the first record is a header; if empty, it is detected: it is a header if none of its cells could be a
 *         value, or if it contains the name of the target, which is not a number; everything else is an error
 * @param delimiter the separator of cells; if empty, the one of comma, semicolon and tab that gives the first record the most
 *         cells
 * @param index columns that number or name the rows and are not features, by name or number; if empty, the columns without a
 *         name, which must number the rows
 * @param task classification or regression; if empty, see {@link CsvDataset}
 * @param testFraction the fraction of the examples that is used for testing, at least 0 and below 1
 * @param seed the seed of the shuffle that selects the test examples
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

    /** Default options: everything is detected, and there are no test examples. */
    public static CsvOptions target(String target) {
        return new CsvOptions(target, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0,
                0);
    }
}
