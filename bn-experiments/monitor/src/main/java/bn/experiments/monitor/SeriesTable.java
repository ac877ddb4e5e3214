package bn.experiments.monitor;

import java.util.ArrayList;
import java.util.List;

/** Numbers by step, row by row, and then as an array for each column. Steps increase. */
final class SeriesTable {
    private final List<Row> rows = new ArrayList<>();

    private record Row(long step, double[] values) {}

    /**
     * Adds a row. Rows of the same or later steps are removed: the run went back, and went on from an earlier state.
     *
     * @return number of the rows that were removed
     */
    int add(long step, double... values) {
        int removed = 0;
        while (!rows.isEmpty() && rows.get(rows.size() - 1).step() >= step) {
            rows.remove(rows.size() - 1);
            removed++;
        }
        rows.add(new Row(step, values));
        return removed;
    }

    /** The steps, increasing. */
    long[] steps() {
        return rows.stream().mapToLong(Row::step).toArray();
    }

    /** The last step; 0 without a row. */
    long lastStep() {
        return rows.isEmpty() ? 0 : rows.get(rows.size() - 1).step();
    }

    /** A column, from 0. */
    double[] column(int column) {
        return rows.stream().mapToDouble(row -> row.values()[column]).toArray();
    }
}
