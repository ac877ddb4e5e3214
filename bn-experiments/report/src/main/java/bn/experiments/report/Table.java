package bn.experiments.report;

import java.util.List;
import java.util.Objects;

/**
 * A table. A column that contains only numbers and blank cells is formatted as a column of numbers.
 *
 * @param caption what the table shows
 * @param headers one header per column
 * @param rows    rows with one cell per column
 */
public record Table(String caption, List<String> headers, List<List<Cell>> rows) implements Block {

    /** @throws IllegalArgumentException if a row has another number of cells than there are headers */
    public Table {
        Objects.requireNonNull(caption, "caption");
        headers = List.copyOf(headers);
        rows = rows.stream().map(List::copyOf).toList();
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).size() != headers.size()) {
                throw new IllegalArgumentException("table '" + caption + "', row " + (i + 1) + ": " + rows.get(i).size()
                        + " cells, but there are " + headers.size() + " headers");
            }
        }
    }
}
