package bn.experiments.report.html;

import bn.experiments.report.Cell;
import bn.experiments.report.NumberText;
import java.util.List;

/**
 * How the cells of a column are formatted.
 *
 * @param isNumeric whether the column contains only numbers and blank cells, and at least one number
 * @param decimals  the number of decimal places of all its numbers, so that their decimal points are aligned; negative if their
 *                  sizes differ too much, so that each number is formatted by itself
 */
record Column(boolean isNumeric, int decimals) {
    private static final int ALIGNED_DIGITS = 6;

    static Column of(List<Cell> cells) {
        boolean isNumeric = cells.stream().anyMatch(Cell.Number.class::isInstance)
                && cells.stream().allMatch(cell -> !(cell instanceof Cell.Text text) || text.text().isBlank());
        double[] numbers = cells.stream().filter(Cell.Number.class::isInstance).mapToDouble(cell -> ((Cell.Number) cell).value())
                .filter(Double::isFinite).toArray();
        int decimals = 0;
        double largest = 1;
        for (double number : numbers) {
            if (!NumberText.isPlain(number)) {
                return new Column(isNumeric, -1);
            }
            decimals = Math.max(decimals, NumberText.decimals(number));
            largest = Math.max(largest, Math.abs(number));
        }
        boolean aligned = decimals + Math.ceil(Math.log10(largest)) <= ALIGNED_DIGITS;
        return new Column(isNumeric, aligned ? decimals : -1);
    }

    String text(Cell cell) {
        if (cell instanceof Cell.Text text) {
            return text.text();
        }
        double value = ((Cell.Number) cell).value();
        return decimals < 0 || !Double.isFinite(value) ? NumberText.of(value) : NumberText.plain(value, decimals);
    }
}
