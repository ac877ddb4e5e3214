package bn.cli.view;

import bn.cli.console.Console;
import bn.cli.console.TextTable;
import bn.experiments.study.VerdictComparison;
import bn.experiments.study.VerdictComparison.Pair;
import java.util.List;

/** Which verdicts two studies share, as text. */
public final class VerdictText {
    private VerdictText() {}

    /** Prints how many findings have the same verdict, and a row for each claim that has not. */
    public static void print(VerdictComparison verdicts, Console console) {
        List<Pair> findings = verdicts.findings();
        List<Pair> different = verdicts.claims().stream().filter(pair -> !pair.same()).toList();
        console.print("Verdicts: " + findings.stream().filter(Pair::same).count() + " of " + findings.size()
                + " findings have the same in both; " + findings.stream().filter(Pair::opposite).count()
                + " are supported by one and not by the other.");
        if (!different.isEmpty()) {
            TextTable table = new TextTable("claim", "first", "second", "measured in the first", "measured in the second");
            different.forEach(pair -> table.row((pair.first().isFinding() ? "" : "check: ") + pair.first().title(),
                    pair.first().verdict().label(), pair.second().verdict().label(), pair.first().measured(),
                    pair.second().measured()));
            console.print(table.toString());
        }
    }
}
