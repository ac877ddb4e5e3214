package bn.experiments.data.csv;

import bn.experiments.data.DataException;
import bn.experiments.data.DataRemedy;
import bn.experiments.data.IndexDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Index columns, which programs save with their data to number the rows. A column without a name is left out; it must number the
 * rows. If the first column numbers the rows in a file without a header, it is not clear whether it is an index or a feature.
 */
final class IndexColumns {
    private final CsvLayout layout;
    /** One detector per column that is left out because it has no name. */
    private final List<IndexDetector> unnamed = new ArrayList<>();
    /** The detector of the first column, if that is one of several features and the user has not decided; otherwise null. */
    private IndexDetector first;

    IndexColumns(CsvLayout layout) {
        this.layout = layout;
        if (!layout.asked()) {
            layout.leftOut().forEach(column -> unnamed.add(new IndexDetector()));
            int[] features = layout.features();
            first = features[0] == 0 && features.length > 1 ? new IndexDetector() : null;
        }
    }

    /**
     * Adds a row.
     *
     * @throws DataException if a column without a name does not number it
     */
    void add(CsvRow row) {
        for (int i = 0; i < unnamed.size(); i++) {
            int column = layout.leftOut().get(i);
            if (!unnamed.get(i).add(row.number(column))) {
                throw new DataException(layout.path() + ", line " + row.line() + ": column " + (column + 1) + " has no name and "
                        + "does not count the rows (" + Cells.quote(row.cell(column))
                        + "); say whether it numbers or names the rows, or is "
                        + "a feature", DataRemedy.INDEX);
            }
        }
        if (first != null && !first.add(row.number(0))) {
            first = null;
        }
    }

    /**
     * To be called after the last row.
     *
     * @throws DataException if it is not clear whether the first column is an index or a feature
     */
    void finish() {
        if (first != null && first.isIndex() && layout.header().isEmpty()) {
            throw new DataException(layout.path() + ": column 1 counts the rows; say whether it is an index that was saved "
                    + "with the data, or a feature", DataRemedy.INDEX);
        }
    }

    /** Which columns are left out, or could be, for the user. */
    List<String> description() {
        List<String> lines = new ArrayList<>();
        if (!layout.leftOut().isEmpty()) {
            lines.add("left out: " + layout.leftOut().stream().map(layout::name).collect(Collectors.joining(", "))
                    + (layout.asked() ? ", as asked for" : ", which counts the rows"));
        }
        if (first != null && first.isIndex()) {
            lines.add(layout.name(0) + " counts the rows and is taken for a feature; name it as an index to leave it out");
        }
        return lines;
    }
}
