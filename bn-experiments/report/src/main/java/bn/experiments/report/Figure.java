package bn.experiments.report;

import java.util.Objects;

/**
 * A chart with its numbers beside it.
 *
 * @param chart the chart
 * @param table its numbers
 */
public record Figure(Chart chart, Table table) implements Block {

    public Figure {
        Objects.requireNonNull(chart, "chart");
        Objects.requireNonNull(table, "table");
    }

    /** A chart beside exactly the numbers that it plots. */
    public static Figure of(Chart chart) {
        return new Figure(chart, chart.table());
    }
}
