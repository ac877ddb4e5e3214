package bn.cli.command;

import bn.cli.console.Console;
import bn.cli.option.OutputFormat;
import bn.cli.view.ComparisonText;
import bn.cli.view.VerdictText;
import bn.experiments.result.Json;
import bn.experiments.result.OutputDirectory;
import bn.experiments.study.Study;
import bn.experiments.study.StudyComparison;
import bn.experiments.study.VerdictComparison;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code bn compare}. */
@Command(name = "compare", description = {
        "Compares the results of two studies: the verdicts on their claims, and which quantities differ by more than their 95 %% intervals.",
        "Of many quantities that do not really differ, one in twenty is outside. Studies of other data differ in all quantities; what can be the same are verdicts."})
public final class CompareCommand implements Runnable {
    @Inject
    private Console console;
    @Inject
    private Study study;
    @Mixin
    private OutputFormat format;
    @Parameters(index = "0", paramLabel = "DIR1", description = "Folder of a study.")
    private Path first;
    @Parameters(index = "1", paramLabel = "DIR2", description = "Folder of another.")
    private Path second;

    @Override
    public void run() {
        OutputDirectory one = OutputDirectory.existing(first);
        OutputDirectory other = OutputDirectory.existing(second);
        StudyComparison comparison = StudyComparison.of(study.experiments(), one, other);
        VerdictComparison verdicts = VerdictComparison.of(study, one, other);
        if (format.json()) {
            ObjectNode tree = (ObjectNode) Json.tree(comparison);
            tree.set("claims", Json.tree(verdicts.claims()));
            console.printText(Json.text(tree));
        } else {
            ComparisonText.print(comparison, console);
            VerdictText.print(verdicts, console);
        }
    }
}
