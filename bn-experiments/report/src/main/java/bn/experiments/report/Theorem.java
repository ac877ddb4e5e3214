package bn.experiments.report;

import java.util.Objects;

/**
 * A result of docs/theory.md that a report uses.
 *
 * @param name      its number, with its name if that helps, such as {@code T4 Linear regression}
 * @param statement what it says, in a sentence, with its formula in Unicode
 */
public record Theorem(String name, String statement) {

    public Theorem {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(statement, "statement");
    }
}
