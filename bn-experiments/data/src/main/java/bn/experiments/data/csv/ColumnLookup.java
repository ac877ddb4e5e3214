package bn.experiments.data.csv;

import bn.api.InvalidRequestException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the columns of a file by name or number. */
record ColumnLookup(Path path, Optional<List<String>> header, int columns) {
    private static final int NAMES_SHOWN = 20;

    /**
     * The index, from 0, of the column with a name in the header or a number from 1. {@code #2} is always a number.
     *
     * @throws InvalidRequestException if there is no such column, if there are several, or if name and number denote different columns
     */
    int find(String wanted) {
        int byName = header.map(names -> names.indexOf(wanted)).orElse(-1);
        int byNumber = number(wanted);
        if (byName >= 0 && byNumber >= 0 && byName != byNumber) {
            throw new InvalidRequestException(path + " has '" + wanted + "' as the name of column " + (byName + 1)
                    + " and as the number "
                    + "of column " + (byNumber + 1) + "; say '#" + (byName + 1) + "' or '#" + (byNumber + 1) + "'");
        }
        if (byName >= 0) {
            if (header.get().lastIndexOf(wanted) != byName) {
                throw new InvalidRequestException(path + " has several columns " + Cells.quote(wanted)
                        + "; choose one by its number, such as " + (byName + 1));
            }
            return byName;
        }
        int found = byNumber >= 0 || !wanted.startsWith("#") ? byNumber : number(wanted.substring(1));
        if (found < 0) {
            throw new InvalidRequestException(path + " has no column " + Cells.quote(wanted) + "; " + choice());
        }
        return found;
    }

    private int number(String wanted) {
        try {
            int number = Integer.parseInt(wanted);
            return number >= 1 && number <= columns ? number - 1 : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private String choice() {
        String numbers = "a number from 1 to " + columns;
        return header.map(names -> "choose " + numbers + " or one of: "
                + names.stream().limit(NAMES_SHOWN).map(Cells::line).collect(Collectors.joining(", "))
                + (columns > NAMES_SHOWN ? ", ..." : ""))
                .orElse("it has no header, so choose " + numbers);
    }
}
