package bn.cli.view;

import bn.cli.console.Console;
import bn.cli.console.TextTable;
import bn.experiments.report.NumberText;
import bn.experiments.study.StudyComparison;

/** The results of {@code bn compare} as text. */
public final class ComparisonText {
    private static final int SHOWN = 10;

    private ComparisonText() {}

    /** Prints how the settings differ, a row for each experiment, and the quantities that differ most. */
    public static void print(StudyComparison comparison, Console console) {
        comparison.settings().forEach(setting -> console.print("differs: " + setting));
        TextTable table = new TextTable("experiment", "identical", "within", "outside", "in one only");
        int different = 0;
        for (StudyComparison.Row row : comparison.rows()) {
            table.row(row.experiment(), String.valueOf(row.identical()), String.valueOf(row.within()),
                    String.valueOf(row.outside()),
                    String.valueOf(row.single()));
            different += row.within() + row.outside() + row.single();
        }
        console.print(table.toString());
        if (different == 0) {
            console.print(comparison.settings().isEmpty() ? "No difference: every number is the same to the last bit."
                    : "Every number is the same to the last bit; see above how else the studies differ.");
        } else if (comparison.outside().isEmpty()) {
            console.print("All differences are within their intervals.");
        } else {
            TextTable outside = new TextTable("experiment", "quantity", "first", "second", "change");
            comparison.outside().stream().limit(SHOWN).forEach(each -> outside.row(each.experiment(), each.quantity(),
                    NumberText.of(each.first().mean()), NumberText.of(each.second().mean()), each.change().text()));
            console.print("Outside their intervals, the clearest of " + comparison.outside().size() + ":");
            console.print(outside.toString());
        }
    }
}
