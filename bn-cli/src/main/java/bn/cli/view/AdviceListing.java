package bn.cli.view;

import bn.cli.console.Console;
import bn.cli.console.TextTable;
import bn.experiments.advice.Advice;
import bn.experiments.advice.GroupAdvice;
import bn.experiments.advice.Prediction;
import java.math.BigDecimal;

/** The results of {@code bn advise} as text. */
public record AdviceListing(Advice advice) {

    /** Prints the table, the sentences, and what the theory predicts next to what was measured. */
    public void print(Console console) {
        console.print(table(advice));
        StatementText.print(advice.statements(), console);
        if (!advice.predictions().isEmpty()) {
            console.print("");
            console.print("Predicted and measured (numbers after ± are standard errors over the batches):");
            console.print(predictions());
            advice.notes().forEach(console::print);
        }
    }

    private String predictions() {
        TextTable table = new TextTable("theorem", "result", "quantity", "predicted", "measured", "where", "batches");
        for (Prediction row : advice.predictions()) {
            table.row(row.theorem(), row.agreement().text(), row.quantity(), row.predictedText(), row.measuredText(), row.where(),
                    row.batches() == 0 ? "" : String.valueOf(row.batches()));
        }
        return table.toString();
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
