package bn.cli.command;

import bn.cli.console.Console;
import bn.cli.console.TextTable;
import bn.experiments.report.NumberText;
import bn.experiments.result.Json;
import bn.experiments.result.OutputDirectory;
import bn.experiments.study.Study;
import bn.experiments.study.StudyComparison;
import jakarta.inject.Inject;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code bn compare}. */
@Command(name = "compare", description = {
    "Says in what the results of two studies differ, and whether that is within the 95 %% intervals.",
    "Of many quantities that do not really differ, one in twenty is outside."})
public final class CompareCommand implements Runnable {
    private static final int SHOWN = 10;

    @Inject
    private Console console;
    @Inject
    private Study study;
    @Mixin
    private Format format;
    @Parameters(index = "0", paramLabel = "DIR1", description = "Folder of a study.")
    private Path first;
    @Parameters(index = "1", paramLabel = "DIR2", description = "Folder of another.")
    private Path second;

    @Override
    public void run() {
        StudyComparison comparison = StudyComparison.of(study.experiments(), OutputDirectory.existing(first),
                OutputDirectory.existing(second));
        if (format.json()) {
            console.printText(Json.text(comparison));
        } else {
            print(comparison);
        }
    }

    private void print(StudyComparison comparison) {
        comparison.settings().forEach(setting -> console.print("differs: " + setting));
        TextTable table = new TextTable("experiment", "identical", "within", "outside", "in one only");
        int different = 0;
        for (StudyComparison.Row row : comparison.rows()) {
            table.row(row.experiment(), String.valueOf(row.identical()), String.valueOf(row.within()), String.valueOf(row.outside()),
                    String.valueOf(row.single()));
            different += row.within() + row.outside() + row.single();
        }
        console.print(table.toString());
        if (different == 0) {
            console.print(comparison.settings().isEmpty() ? "No difference: every number is the same to the last bit."
                    : "Every number is the same to the last bit; see above in what else the studies differ.");
            return;
        }
        if (comparison.outside().isEmpty()) {
            console.print("All differences are within their intervals.");
            return;
        }
        TextTable outside = new TextTable("experiment", "quantity", "first", "second", "change");
        comparison.outside().stream().limit(SHOWN).forEach(each -> outside.row(each.experiment(), each.quantity(),
                NumberText.of(each.first().mean()), NumberText.of(each.second().mean()), each.change().text()));
        console.print("Outside their intervals, the clearest of " + comparison.outside().size() + ":");
        console.print(outside.toString());
    }
}
