package bn.cli.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code bn rate}. */
@Command(name = "rate", description = "Computes the rate that batch norm tunes: for linear models of a data set, and for "
        + "the units of a network.",
        synopsisSubcommandLabel = "COMMAND")
public final class RateCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(),
                "which model? There are " + String.join(", ", spec.subcommands().keySet()));
    }
}
