package bn.experiments.data.csv;

import bn.api.InvalidRequestException;
import bn.experiments.data.DataException;
import bn.experiments.data.DataRemedy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The meaning of the columns of a file, according to its first record and the options.
 *
 * <p>The first record is a header if it contains the name of the target, and this is not a number. It is also a header if it has
 * at least two names and no cell that could be a value: a number in any notation, or a mark for a missing value. Otherwise the
 * user has to decide, since names can be numbers.
 *
 * @param path the file, for messages
 * @param header the names of the columns, if the first record is a header
 * @param reason why the first record is a header or not, for the user
 * @param columns the number of columns
 * @param target the index of the target column, from 0
 * @param leftOut the indices of columns that are neither features nor target
 * @param asked whether the user named these columns; otherwise they are those without a name, which must be an index
 */
record CsvLayout(Path path, Optional<List<String>> header, String reason, int columns, int target, List<Integer> leftOut,
        boolean asked) {
    /** An empty name, or the name that pandas gives to a column without a name. */
    private static final String UNNAMED = "(Unnamed: \\d+(\\.\\d+)*)?";

    /**
     * Determines the layout of a file.
     *
     * @throws DataException if there are fewer than two columns, or it is not clear whether the first record is a header
     * @throws InvalidRequestException if a column that the user named does not exist, or no feature remains
     */
    static CsvLayout of(CsvFile file, CsvOptions options, CsvRow first) {
        Path path = file.path();
        if (first.size() < 2) {
            throw new DataException(path + " has a single column when cells are separated by " + file.separator()
                    + "; a target and at least one feature are needed, so choose another separator", DataRemedy.DELIMITER);
        }
        List<String> cells = first.texts().stream().map(String::strip).toList();
        if (cells.stream().anyMatch(cell -> cell.indexOf('\0') >= 0)) {
            throw new DataException(path + " contains bytes of 0, so it is not text in UTF-8; save it as UTF-8");
        }
        String target = options.target().strip();
        String reason = options.header().map(yes -> "as asked for")
                .orElseGet(() -> headerReason(path, first.line(), cells, target));
        Optional<List<String>> header = options.header().orElse(true) ? Optional.of(cells) : Optional.empty();
        ColumnLookup lookup = new ColumnLookup(path, header, cells.size());
        int place = lookup.find(target);
        List<Integer> leftOut = options.index().map(names -> names.stream().map(name -> lookup.find(name.strip())).toList())
                .orElseGet(() -> IntStream.range(0, cells.size())
                        .filter(column -> column != place && header.isPresent() && cells.get(column).matches(UNNAMED))
                        .boxed().toList());
        if (leftOut.contains(place)) {
            throw new InvalidRequestException(
                    "the target " + Cells.quote(target) + " is among the columns that are left out; choose "
                            + "another target or other columns",
                    DataRemedy.TARGET, DataRemedy.INDEX);
        }
        if (leftOut.size() + 1 >= cells.size()) {
            throw new InvalidRequestException(path
                    + " has no features: apart from the target there is only what numbers the rows; say if "
                    + "that is a feature", DataRemedy.INDEX);
        }
        return new CsvLayout(path, header, reason, cells.size(), place, leftOut, options.index().isPresent());
    }

    private static String headerReason(Path path, long line, List<String> cells, String target) {
        if (cells.contains(target) && !Numbers.isNumber(target)) {
            return "it has the target's name";
        }
        Optional<String> value = cells.stream().filter(cell -> !cell.isEmpty())
                .filter(cell -> Cells.resemblesNumber(cell) || Cells.isMissing(cell)).findFirst();
        if (value.isPresent() || cells.stream().filter(cell -> !cell.isEmpty()).count() < 2) {
            throw new DataException(path + ", line " + line + ": " + Cells.quote(value.orElse("")) + " can be the name of a "
                    + "column or a value; say whether this line holds names or data", DataRemedy.HEADER);
        }
        return "none of its cells is a number";
    }

    /** The indices of the features. */
    int[] features() {
        return IntStream.range(0, columns).filter(column -> column != target && !leftOut.contains(column)).toArray();
    }

    /** A column for messages. */
    String name(int column) {
        return header.isEmpty() ? "column " + (column + 1)
                : "column " + (column + 1) + " (" + (header.get().get(column).isEmpty() ? "without a name"
                        : Cells.line(header.get().get(column))) + ")";
    }

    /** The name of the target. */
    String targetName() {
        return header.map(names -> names.get(target)).orElse("column " + (target + 1));
    }
}
