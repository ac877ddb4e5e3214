package bn.cli.view;

import bn.cli.console.Console;
import bn.cli.console.TextTable;
import bn.experiments.advice.Advice;
import bn.experiments.advice.GroupAdvice;
import java.math.BigDecimal;

/** The results of {@code bn advise} as text. */
public record AdviceListing(Advice advice) {

    /** Prints the table and the sentences. */
    public void print(Console console) {
        console.print(table(advice));
        StatementText.print(advice.statements(), console);
    }

    /** What weight decay on each group of parameters does. */
    static String table(Advice advice) {
        TextTable table = new TextTable("parameters", "layers", "decay", "what decay on them does", "here", "basis");
        for (GroupAdvice group : advice.groups()) {
            table.row(group.group().text(), String.valueOf(group.layers().size()),
                    Double.isNaN(group.decay()) ? ""
                            : new BigDecimal(String.valueOf(group.decay())).stripTrailingZeros().toPlainString(),
                    group.effect().text(),
                    group.result(), group.basis());
        }
        return table.toString();
    }
}
