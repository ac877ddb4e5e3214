package bn.cli.option;

import bn.api.backend.Backend;
import bn.api.backend.BackendProvider;
import bn.api.spi.Providers;
import bn.cli.console.Console;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** The options that choose a backend, one of its devices and the number of threads. */
public final class BackendChoice extends BackendName {
    @Option(names = "--threads", paramLabel = "N", description = "Number of threads to compute with, if the backend "
            + "lets it be chosen; default the backend's choice.")
    private Integer threads;

    /** The first of these options that was given to a command. */
    public static Optional<String> given(CommandSpec spec) {
        return CommandSpec.forAnnotatedObject(new BackendChoice()).options().stream().map(OptionSpec::longestName)
                .filter(spec.commandLine().getParseResult()::hasMatchedOption).findFirst();
    }

    /** Opens the backend that was asked for. */
    public Backend open(Providers<BackendProvider> providers, Console console) {
        return request().open(providers, threads, console);
    }
}
