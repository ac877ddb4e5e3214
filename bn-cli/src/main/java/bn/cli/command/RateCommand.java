package bn.cli.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code bn rate}. */
@Command(name = "rate", description = "Computes the rate that batch norm tunes for a linear model of a data set.",
        synopsisSubcommandLabel = "COMMAND", subcommands = {RateLinearCommand.class, RateSoftmaxCommand.class})
public final class RateCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(),
                "which model? There are " + String.join(", ", spec.subcommands().keySet()));
    }
}
