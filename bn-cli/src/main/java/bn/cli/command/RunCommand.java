package bn.cli.command;

import bn.api.UsageException;
import bn.cli.console.TextTable;
import bn.experiments.study.Experiment;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bn run}. */
@Command(name = "run", description = {
    "Does some of the experiments of bn reproduce.",
    "Their results and the report go to the output folder, beside those of other experiments of the same study."})
public final class RunCommand extends StudyCommand {
    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Experiments; --list shows what there is.")
    private List<String> names = new ArrayList<>();
    @Option(names = "--list", description = "Show the experiments.")
    private boolean list;

    @Override
    public void run() {
        if (list) {
            list();
            return;
        }
        if (names.isEmpty()) {
            throw new UsageException("which experiment? bn run --list shows what there is");
        }
        run(names.stream().distinct().map(STUDY::named).toList());
    }

    private void list() {
        TextTable table = new TextTable("experiment", "question");
        for (Experiment experiment : STUDY.experiments()) {
            table.row(experiment.name(), experiment.question());
        }
        console().printText(table.toString());
    }
}
