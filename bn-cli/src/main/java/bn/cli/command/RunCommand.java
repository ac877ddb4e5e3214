package bn.cli.command;

import bn.api.InvalidRequestException;
import bn.cli.console.TextTable;
import bn.experiments.result.Json;
import bn.experiments.study.Experiment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bn run}. */
@Command(name = "run", description = {
    "Does experiments: some of those of bn reproduce, or a plug-in's.",
    "Their results and the report go to the output folder, beside those of other experiments of the same study."})
public final class RunCommand extends StudyCommand {
    private static final Set<String> ALLOWED = Set.of("--list", "--format", "--plugins", "--debug");

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Experiments; --list shows what there is.")
    private List<String> names = new ArrayList<>();
    @Option(names = "--list", description = "Show the experiments.")
    private boolean list;

    /** An experiment in the list as JSON. */
    record Entry(String name, String question) { }

    @Override
    public void run() {
        if (list) {
            alone();
            list();
            return;
        }
        if (names.isEmpty()) {
            throw new InvalidRequestException("which experiment? bn run --list shows what there is");
        }
        run(names.stream().distinct().map(experiments()::get).toList());
    }

    /** With the list, options of the work would have no effect. */
    private void alone() {
        spec().commandLine().getParseResult().matchedArgs().stream()
                .filter(each -> !(each instanceof OptionSpec option && ALLOWED.contains(option.longestName()))).findFirst()
                .ifPresent(each -> {
                    throw new InvalidRequestException("--list does no experiments: leave out "
                            + (each instanceof OptionSpec option ? option.longestName() : each.paramLabel()) + ", or --list");
                });
    }

    private void list() {
        if (json()) {
            console().printText(Json.text(study().experiments().stream().map(each -> new Entry(each.name(), each.question()))
                    .toList()));
            return;
        }
        TextTable table = new TextTable("experiment", "question");
        for (Experiment experiment : study().experiments()) {
            table.row(experiment.name(), experiment.question());
        }
        console().printText(table.toString());
    }
}
