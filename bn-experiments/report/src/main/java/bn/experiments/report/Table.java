package bn.experiments.report;

import java.util.List;
import java.util.Objects;

/**
 * A table. A column whose cells are all numbers or blank is shown as a column of numbers.
 *
 * @param caption what the table shows
 * @param headers one for each column
 * @param rows    each with one cell for each column
 * @throws IllegalArgumentException if a row has another number of cells than there are headers
 */
public record Table(String caption, List<String> headers, List<List<Cell>> rows) implements Block {

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
