package bn.experiments.report;

import java.util.Objects;

/**
 * A theorem of docs/theory.md that a report uses.
 *
 * @param name      its number and, if useful, its name, such as {@code T4 Linear regression}
 * @param statement the theorem in a sentence, with its formula in Unicode
 */
public record Theorem(String name, String statement) {

    public Theorem {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(statement, "statement");
    }
}
