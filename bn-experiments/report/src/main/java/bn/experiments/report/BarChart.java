package bn.experiments.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Bars for named categories. The vertical axis is linear with zero in view, since the length of a bar is its value. For values
 * that differ by many powers of ten, use the markers of an {@link XyChart}.
 *
 * @param title           what the chart shows, in a sentence
 * @param horizontalLabel what the categories are
 * @param verticalLabel   the quantity and its unit
 * @param categories      the names of the categories, from left to right
 * @param series          series of bars, each with one bar per category
 * @param referenceLines  horizontal lines for comparison
 */
public record BarChart(String title, String horizontalLabel, String verticalLabel, List<String> categories,
        List<Bars> series, List<ReferenceLine> referenceLines) implements Chart {

    /**
     * A series of bars, drawn in one colour.
     *
     * @param name   the name of the series in the legend
     * @param values one value per category; a value that is not finite has no bar
     * @param low    lower ends of the 95% intervals, one per category; NaN if there is no interval
     * @param high   upper ends of the 95% intervals, one per category; NaN if there is no interval
     */
    public record Bars(String name, List<Double> values, List<Double> low, List<Double> high) {

        public Bars {
            Objects.requireNonNull(name, "name");
            values = List.copyOf(values);
            low = List.copyOf(low);
            high = List.copyOf(high);
            if (low.size() != values.size() || high.size() != values.size()) {
                throw new IllegalArgumentException("series '" + name + "': " + values.size() + " values, but " + low.size()
                        + " lower and " + high.size() + " upper ends of intervals");
            }
        }

        /** Bars without intervals. */
        public Bars(String name, List<Double> values) {
            this(name, values, Collections.nCopies(values.size(), Double.NaN), Collections.nCopies(values.size(), Double.NaN));
        }

        /** Whether the value of a category has an interval. */
        public boolean interval(int category) {
            return Double.isFinite(low.get(category)) && Double.isFinite(high.get(category));
        }

        /** Whether any value has an interval. */
        public boolean hasIntervals() {
            return IntStream.range(0, values.size()).anyMatch(this::interval);
        }
    }

    /** @throws IllegalArgumentException if categories repeat, a series has another number of values, or a reference line is vertical */
    public BarChart {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(horizontalLabel, "horizontalLabel");
        Objects.requireNonNull(verticalLabel, "verticalLabel");
        categories = List.copyOf(categories);
        series = List.copyOf(series);
        referenceLines = List.copyOf(referenceLines);
        if (categories.stream().distinct().count() != categories.size()) {
            throw new IllegalArgumentException("chart '" + title + "': categories repeat in " + categories);
        }
        for (Bars bars : series) {
            if (bars.values().size() != categories.size()) {
                throw new IllegalArgumentException("series '" + bars.name() + "': " + bars.values().size() + " values, but "
                        + categories.size() + " categories");
            }
        }
        for (ReferenceLine line : referenceLines) {
            if (line.direction() != ReferenceLine.Direction.HORIZONTAL) {
                throw new IllegalArgumentException("reference line '" + line.label()
                        + "' is vertical; a bar chart has only horizontal ones");
            }
        }
    }

    /** One row for each category. */
    @Override
    public Table table() {
        List<String> headers = new ArrayList<>(List.of(horizontalLabel));
        series.forEach(bars -> headers.addAll(ValueColumns.headers(bars.name(), bars.hasIntervals())));
        List<List<Cell>> rows = new ArrayList<>();
        for (int i = 0; i < categories.size(); i++) {
            List<Cell> row = new ArrayList<>(List.of(Cell.text(categories.get(i))));
            for (Bars bars : series) {
                row.addAll(ValueColumns.cells(bars.values().get(i), bars.low().get(i), bars.high().get(i), bars.hasIntervals()));
            }
            rows.add(row);
        }
        return new Table(title, headers, rows);
    }
}
