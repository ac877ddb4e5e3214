package bn.experiments.report;

import java.util.List;

/** The columns of a quantity in the table of a chart: its value, and the ends of its interval where it has one. */
final class ValueColumns {

    private ValueColumns() {
    }

    static List<String> headers(String name, boolean intervals) {
        return intervals ? List.of(name, name + ", low (95%)", name + ", high (95%)") : List.of(name);
    }

    static List<Cell> cells(double value, double low, double high, boolean intervals) {
        return intervals ? List.of(Cell.number(value), end(low), end(high)) : List.of(Cell.number(value));
    }

    private static Cell end(double value) {
        return Double.isFinite(value) ? Cell.number(value) : Cell.text("");
    }
}
