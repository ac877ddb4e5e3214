package bn.experiments.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Bars over named categories. The axis of values is linear with zero in view, since the length of a bar is its value; for values
 * over many powers of ten take the markers of an {@link XyChart}.
 *
 * @param title           what it shows, in a sentence
 * @param horizontalLabel what the categories are
 * @param verticalLabel   the quantity and its unit
 * @param categories      their names, from left to right
 * @param series          one bar for each category
 * @param referenceLines  horizontal lines to compare with
 * @throws IllegalArgumentException if categories repeat, a series has another number of values, or a reference line is vertical
 */
public record BarChart(String title, String horizontalLabel, String verticalLabel, List<String> categories,
                       List<Bars> series, List<ReferenceLine> referenceLines) implements Chart {

    /**
     * The bars of one colour.
     *
     * @param name   what they show, for the legend
     * @param values one for each category; one that is not finite leaves its place empty
     * @param low    lower ends of the values' 95% intervals, one for each category; NaN for a value that has none
     * @param high   upper ends, likewise
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

        /** Whether a category's value has an interval. */
        public boolean interval(int category) {
            return Double.isFinite(low.get(category)) && Double.isFinite(high.get(category));
        }

        /** Whether some value has an interval. */
        public boolean hasIntervals() {
            return IntStream.range(0, values.size()).anyMatch(this::interval);
        }
    }

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
                throw new IllegalArgumentException("reference line '" + line.label() + "' is vertical; categories have no place");
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
