package bn.experiments.report;

import java.util.Objects;

/**
 * A chart and, next to it, its numbers in a table.
 *
 * @param chart the chart
 * @param table its numbers
 */
public record Figure(Chart chart, Table table) implements Block {

    public Figure {
        Objects.requireNonNull(chart, "chart");
        Objects.requireNonNull(table, "table");
    }

    /** A chart with a table of exactly the numbers that it plots. */
    public static Figure of(Chart chart) {
        return new Figure(chart, chart.table());
    }
}
