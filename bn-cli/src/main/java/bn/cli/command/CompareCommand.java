package bn.cli.command;

import bn.cli.console.Console;
import bn.cli.option.OutputFormat;
import bn.cli.view.ComparisonText;
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
        "Compares the results of two studies, and says which differences are within the 95 %% intervals.",
        "Of many quantities that do not really differ, one in twenty is outside."})
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
        StudyComparison comparison = StudyComparison.of(study.experiments(), OutputDirectory.existing(first),
                OutputDirectory.existing(second));
        if (format.json()) {
            console.printText(Json.text(comparison));
        } else {
            ComparisonText.print(comparison, console);
        }
    }
}
