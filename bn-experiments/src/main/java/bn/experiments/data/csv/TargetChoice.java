package bn.experiments.data.csv;

import bn.api.UsageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the target among the columns of a file. */
record TargetChoice(Path path, Optional<List<String>> header, int columns) {
    private static final int NAMES_SHOWN = 20;

    /**
     * The column, from 0, of a name in the header or, if there is no such name, of a number from 1.
     *
     * @throws UsageException if there is none, or several of that name
     */
    int find(String wanted) {
        int byName = header.map(names -> names.indexOf(wanted)).orElse(-1);
        if (byName >= 0) {
            if (header.get().lastIndexOf(wanted) != byName) {
                throw new UsageException(path + " has several columns " + Cells.quote(wanted)
                        + "; choose one by its number, such as " + (byName + 1));
            }
            return byName;
        }
        try {
            int number = Integer.parseInt(wanted);
            if (number >= 1 && number <= columns) {
                return number - 1;
            }
        } catch (NumberFormatException e) {
            // not a number, so a name that is not there
        }
        throw new UsageException(path + " has no column " + Cells.quote(wanted) + "; " + choice());
    }

    private String choice() {
        String numbers = "a number from 1 to " + columns;
        return header.map(names -> "choose " + numbers + " or one of: "
                        + names.stream().limit(NAMES_SHOWN).map(Cells::line).collect(Collectors.joining(", "))
                        + (columns > NAMES_SHOWN ? ", ..." : ""))
                .orElse("it has no header, so choose " + numbers);
    }
}
