package bn.cli.command;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code bn} itself: options for all commands, and the list of them. */
@Command(name = "bn", versionProvider = Version.class, synopsisSubcommandLabel = "COMMAND",
        description = "Computes, validates and uses the regularization rate that batch normalization tunes from data.",
        footer = {"", "Start with: bn reproduce --quick", "Help on a command: bn COMMAND --help"})
public final class BnCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT, description = "Show this help.")
    @SuppressWarnings("unused") // By picocli.
    private boolean help;

    @Option(names = {"-V", "--version"}, versionHelp = true, description = "Show the version.")
    @SuppressWarnings("unused") // By picocli.
    private boolean version;

    @Option(names = "--plugins", paramLabel = "DIR", scope = ScopeType.INHERIT,
            description = "Folder of modular jars with more backends, normalizations, experiments and formats of models.")
    private Path plugins;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show the stack trace of a failure.")
    private boolean debug;

    /** The plug-in folder, if one was given. */
    public Optional<Path> plugins() {
        return Optional.ofNullable(plugins);
    }

    /** Whether stack traces are wanted. */
    public boolean debug() {
        return debug;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(),
                "which command? There are " + String.join(", ", spec.subcommands().keySet()));
    }
}
