package bn.cli.command;

import bn.api.InvalidRequestException;
import bn.cli.view.ExperimentListing;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bn run}. */
@Command(name = "run", description = {
        "Runs some of the experiments of bn reproduce, or those of plug-ins.",
        "Their results and the report go to the output folder, next to those of other experiments of the same study."})
public final class RunCommand extends StudyCommand {
    private static final Set<String> ALLOWED = Set.of("--list", "--format", "--plugins", "--debug");

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Experiments; --list shows what there is.")
    private List<String> names = new ArrayList<>();
    @Option(names = "--list", description = "Show the experiments.")
    private boolean list;

    @Override
    public void run() {
        if (list) {
            refuseOthers();
            list();
            return;
        }
        if (names.isEmpty()) {
            throw new InvalidRequestException("which experiment? bn run --list shows what there is");
        }
        run(names.stream().distinct().map(experiments()::get).toList());
    }

    /** Refuses options that have no effect on the list. */
    private void refuseOthers() {
        spec().commandLine().getParseResult().matchedArgs().stream()
                .filter(each -> !(each instanceof OptionSpec option && ALLOWED.contains(option.longestName()))).findFirst()
                .ifPresent(each -> {
                    throw new InvalidRequestException("--list runs no experiments: leave out "
                            + (each instanceof OptionSpec option ? option.longestName() : each.paramLabel()) + ", or --list");
                });
    }

    private void list() {
        ExperimentListing listing = new ExperimentListing(study().experiments());
        if (json()) {
            console().printText(listing.json());
        } else {
            listing.print(console());
        }
    }
}
