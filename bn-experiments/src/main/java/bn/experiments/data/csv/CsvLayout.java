package bn.experiments.data.csv;

import bn.api.InvalidRequestException;
import bn.experiments.data.DataException;
import bn.experiments.data.DataRemedy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the columns of a file are, going by its first record and the options.
 *
 * <p>The first record is a header if it has the target's name, which is no number, or at least two names, and nothing that could
 * be a value: a number, in any notation, or a mark for a missing one. Otherwise the user has to say what it is, as names can be
 * numbers.
 *
 * @param path the file, for messages
 * @param header the names of the columns, if the first record is a header
 * @param reason why it is one or not, for the user
 * @param columns how many there are
 * @param target the target's place, from 0
 * @param leftOut the places of columns that are no features
 * @param asked whether the user said which these are; otherwise they are those without a name, and must count the rows
 */
record CsvLayout(Path path, Optional<List<String>> header, String reason, int columns, int target, List<Integer> leftOut,
        boolean asked) {
    /** What pandas calls a column without a name when it reads one. */
    private static final String UNNAMED = "(Unnamed: \\d+(\\.\\d+)*)?";

    /**
     * The layout of a file.
     *
     * @throws DataException if there are no two columns, or the first record may be a header or not
     * @throws InvalidRequestException if a column that was asked for is not there, or no feature is left
     */
    static CsvLayout of(CsvFile file, CsvOptions options, CsvRow first) {
        Path path = file.path();
        if (first.size() < 2) {
            throw new DataException(path + " has a single column when cells are separated by " + file.separator()
                    + "; a target and at least one feature are needed, so choose another separator", DataRemedy.DELIMITER);
        }
        List<String> cells = first.texts().stream().map(String::strip).toList();
        if (cells.stream().anyMatch(cell -> cell.indexOf('\0') >= 0)) {
            throw new DataException(path + " holds bytes of 0, so it is no text in UTF-8; save it as UTF-8");
        }
        String target = options.target().strip();
        String reason = options.header().map(yes -> "as asked for")
                .orElseGet(() -> headerReason(path, first.line(), cells, target));
        Optional<List<String>> header = options.header().orElse(true) ? Optional.of(cells) : Optional.empty();
        ColumnChoice choice = new ColumnChoice(path, header, cells.size());
        int place = choice.find(target);
        List<Integer> leftOut = options.index().map(names -> names.stream().map(name -> choice.find(name.strip())).toList())
                .orElseGet(() -> IntStream.range(0, cells.size())
                        .filter(column -> column != place && header.isPresent() && cells.get(column).matches(UNNAMED))
                        .boxed().toList());
        if (leftOut.contains(place)) {
            throw new InvalidRequestException("the target " + Cells.quote(target) + " is among the columns that are left out; choose "
                    + "another target or other columns", DataRemedy.TARGET, DataRemedy.INDEX);
        }
        if (leftOut.size() + 1 >= cells.size()) {
            throw new InvalidRequestException(path
                    + " has no features: besides the target there is only what numbers the rows; say if "
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

    /** The places of the features. */
    int[] features() {
        return IntStream.range(0, columns).filter(column -> column != target && !leftOut.contains(column)).toArray();
    }

    /** A column for messages. */
    String name(int column) {
        return header.isEmpty() ? "column " + (column + 1)
                : "column " + (column + 1) + " (" + (header.get().get(column).isEmpty() ? "without a name"
                        : Cells.line(header.get().get(column))) + ")";
    }

    /** The target's name. */
    String targetName() {
        return header.map(names -> names.get(target)).orElse("column " + (target + 1));
    }
}
