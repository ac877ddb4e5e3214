package bn.experiments.report;

import java.util.Objects;

/** A cell of a table. */
public sealed interface Cell {

    /** A cell with text, possibly blank. */
    record Text(String text) implements Cell {

        public Text {
            Objects.requireNonNull(text, "text");
        }
    }

    /** A cell with a number. The page shows it rounded; its tooltip and the CSV file have all digits. */
    @SuppressWarnings("JavaLangClash") // In a sentence about cells, a number is a cell.
    record Number(double value) implements Cell {
    }

    /** A cell with text, possibly blank. */
    static Cell text(String text) {
        return new Text(text);
    }

    /** A cell with a number. */
    static Cell number(double value) {
        return new Number(value);
    }
}
