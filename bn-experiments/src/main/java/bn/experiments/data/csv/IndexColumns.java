package bn.experiments.data.csv;

import bn.experiments.data.DataException;
import bn.experiments.data.DataRemedy;
import bn.experiments.data.RowCounter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Columns that number the rows, as programs save them with their data. One without a name is left out and must count the rows.
 * The first column, if it counts them, may be such an index, and may be a feature: without a header nothing tells which.
 */
final class IndexColumns {
    private final CsvLayout layout;
    /** One for each column that is left out because it has no name. */
    private final List<RowCounter> unnamed = new ArrayList<>();
    /** Watches the first column if it is one of several features and nobody has said what it is; else null. */
    private RowCounter first;

    IndexColumns(CsvLayout layout) {
        this.layout = layout;
        if (!layout.asked()) {
            layout.leftOut().forEach(column -> unnamed.add(new RowCounter()));
            int[] features = layout.features();
            first = features[0] == 0 && features.length > 1 ? new RowCounter() : null;
        }
    }

    /**
     * Takes a row into account.
     *
     * @throws DataException if a column without a name does not count it
     */
    void add(CsvRow row) {
        for (int i = 0; i < unnamed.size(); i++) {
            int column = layout.leftOut().get(i);
            if (!unnamed.get(i).add(row.number(column))) {
                throw new DataException(layout.path() + ", line " + row.line() + ": column " + (column + 1) + " has no name and "
                        + "does not count the rows (" + Cells.quote(row.cell(column)) + "); say whether it numbers or names the rows, or is "
                        + "a feature", DataRemedy.INDEX);
            }
        }
        if (first != null && !first.add(row.number(0))) {
            first = null;
        }
    }

    /**
     * After the last row.
     *
     * @throws DataException if a first column without a name may be an index or a feature
     */
    void finish() {
        if (first != null && first.counts() && layout.header().isEmpty()) {
            throw new DataException(layout.path() + ": column 1 counts the rows; say whether it is an index that was saved "
                    + "with the data, or a feature", DataRemedy.INDEX);
        }
    }

    /** What is left out, or could be, for the user. */
    List<String> description() {
        List<String> lines = new ArrayList<>();
        if (!layout.leftOut().isEmpty()) {
            lines.add("left out: " + layout.leftOut().stream().map(layout::name).collect(Collectors.joining(", "))
                    + (layout.asked() ? ", as asked for" : ", which counts the rows"));
        }
        if (first != null && first.counts()) {
            lines.add(layout.name(0) + " counts the rows and is taken for a feature; name it as an index to leave it out");
        }
        return lines;
    }
}
