package bn.cli.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code bn data}. */
@Command(name = "data", description = "Lists the data sets, and downloads those that are published on the web.",
        synopsisSubcommandLabel = "COMMAND")
public final class DataCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(),
                "list or fetch? There are " + String.join(", ", spec.subcommands().keySet()));
    }
}
