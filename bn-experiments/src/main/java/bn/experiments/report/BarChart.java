package bn.experiments.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

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
     */
    public record Bars(String name, List<Double> values) {

        public Bars {
            Objects.requireNonNull(name, "name");
            values = List.copyOf(values);
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
        headers.addAll(series.stream().map(Bars::name).toList());
        List<List<Cell>> rows = new ArrayList<>();
        for (int i = 0; i < categories.size(); i++) {
            List<Cell> row = new ArrayList<>(List.of(Cell.text(categories.get(i))));
            for (Bars bars : series) {
                row.add(Cell.number(bars.values().get(i)));
            }
            rows.add(row);
        }
        return new Table(title, headers, rows);
    }
}
