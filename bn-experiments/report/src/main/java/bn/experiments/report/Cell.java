package bn.experiments.report;

import java.util.Objects;

/** A cell of a table. */
public sealed interface Cell {

    /** A cell with words, or blank. */
    record Text(String text) implements Cell {

        public Text {
            Objects.requireNonNull(text, "text");
        }
    }

    /** A cell with a number; it is shown rounded, and kept in full for whoever takes the table away. */
    record Number(double value) implements Cell {
    }

    /** A cell with words, or blank. */
    static Cell text(String text) {
        return new Text(text);
    }

    /** A cell with a number. */
    static Cell number(double value) {
        return new Number(value);
    }
}
