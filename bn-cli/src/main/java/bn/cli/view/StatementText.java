package bn.cli.view;

import bn.cli.console.Console;
import bn.experiments.advice.Statement;
import java.util.List;

/** What numbers mean, as text. */
final class StatementText {
    private StatementText() {}

    /** Prints the questions with what their answers rest on, and the answers. */
    static void print(List<Statement> statements, Console console) {
        for (Statement each : statements) {
            console.print("");
            console.print(each.question() + (each.basis().isEmpty() ? "" : " (" + each.basis() + ")"));
            console.print("  " + each.answer());
        }
    }
}
