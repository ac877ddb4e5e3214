package bn.experiments.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A chart of lines and markers with two axes of numbers.
 *
 * @param title          what the chart shows, in a sentence
 * @param x              the horizontal axis
 * @param y              the vertical axis
 * @param series         the series, drawn in this order
 * @param referenceLines lines for comparison
 */
public record XyChart(String title, Axis x, Axis y, List<Series> series, List<ReferenceLine> referenceLines)
        implements
            Chart {

    /** @throws IllegalArgumentException if a reference line crosses a logarithmic axis at or below zero */
    public XyChart {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(x, "x");
        Objects.requireNonNull(y, "y");
        series = List.copyOf(series);
        referenceLines = List.copyOf(referenceLines);
        for (ReferenceLine line : referenceLines) {
            Axis crossed = line.direction() == ReferenceLine.Direction.HORIZONTAL ? y : x;
            if (crossed.scale() == Axis.Scale.LOG && line.at() <= 0) {
                throw new IllegalArgumentException("reference line '" + line.label() + "' is at " + line.at()
                        + ", but axis '" + crossed.label() + "' is logarithmic; it needs a positive position");
            }
        }
    }

    @Override
    public String horizontalLabel() {
        return x.label();
    }

    @Override
    public String verticalLabel() {
        return y.label();
    }

    /** One row per x if all series have the same x, otherwise one row per point. */
    @Override
    public Table table() {
        boolean sameX = series.stream().map(XyChart::xOf).distinct().count() == 1;
        return sameX ? tableByX() : tableByPoint();
    }

    private Table tableByX() {
        List<String> headers = new ArrayList<>(List.of(x.label()));
        series.forEach(each -> headers.addAll(ValueColumns.headers(each.name(), each.hasIntervals())));
        List<List<Cell>> rows = new ArrayList<>();
        List<Double> shared = xOf(series.get(0));
        for (int i = 0; i < shared.size(); i++) {
            List<Cell> row = new ArrayList<>(List.of(Cell.number(shared.get(i))));
            for (Series each : series) {
                row.addAll(cells(each.points().get(i), each.hasIntervals()));
            }
            rows.add(row);
        }
        return new Table(title, headers, rows);
    }

    private Table tableByPoint() {
        boolean intervals = series.stream().anyMatch(Series::hasIntervals);
        List<String> headers = new ArrayList<>(List.of("series", x.label()));
        headers.addAll(ValueColumns.headers(y.label(), intervals));
        List<List<Cell>> rows = new ArrayList<>();
        for (Series each : series) {
            for (Point point : each.points()) {
                List<Cell> row = new ArrayList<>(List.of(Cell.text(each.name()), Cell.number(point.x())));
                row.addAll(cells(point, intervals));
                rows.add(row);
            }
        }
        return new Table(title, headers, rows);
    }

    private static List<Cell> cells(Point point, boolean intervals) {
        return ValueColumns.cells(point.y(), point.low(), point.high(), intervals);
    }

    private static List<Double> xOf(Series series) {
        return series.points().stream().map(Point::x).toList();
    }
}
