package bn.cli;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.cli.command.BnCommand;
import bn.cli.console.Console;
import bn.cli.plugin.Plugins;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Turns a failure into one line on standard error and an exit code; with {@code --debug} the stack trace follows. */
final class Failures implements CommandLine.IParameterExceptionHandler, CommandLine.IExecutionExceptionHandler {
    private static final int FAILURE = 1;
    private static final int USAGE = 2;

    private final Console console;
    private final BnCommand root;
    private final Plugins plugins;

    Failures(Console console, BnCommand root, Plugins plugins) {
        this.console = console;
        this.root = root;
        this.plugins = plugins;
    }

    @Override
    public int handleParseException(CommandLine.ParameterException e, String[] args) {
        String hint = "; see " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help";
        return report(e, e.getMessage() + suggestions(e) + hint, USAGE);
    }

    private static String suggestions(CommandLine.ParameterException e) {
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            String commands = String.join(", ", e.getCommandLine().getSubcommands().keySet());
            return commands.isEmpty() ? "" : "; there are " + commands;
        }
        return "";
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
        return report(e);
    }

    /** Says what went wrong; the exit code. */
    int report(Throwable e) {
        Optional<Throwable> memory = Stream.iterate(e, Objects::nonNull, Throwable::getCause)
                .filter(OutOfMemoryError.class::isInstance).findFirst();
        if (memory.isPresent()) {
            return report(e, notEnough(memory.get()), FAILURE);
        }
        if (e instanceof BnException failure) {
            return report(e, RemedyHints.message(failure), e instanceof InvalidRequestException ? USAGE : FAILURE);
        }
        if (e instanceof CancellationException) {
            return report(e, e.getMessage(), FAILURE);
        }
        return report(e, plugins.failure(e).orElseGet(() -> "internal error: " + e) + " (run again with --debug to see where)",
                FAILURE);
    }

    private static String notEnough(Throwable e) {
        long heap = Runtime.getRuntime().maxMemory() >> 20;
        return "not enough memory (" + e.getMessage() + "; the limit of the heap is " + heap + " MiB): use fewer examples "
                + "(--limit N) or smaller networks or --shapes, or allow more, for example by BN_JAVA_OPTS=-Xmx" + 2 * heap + "m";
    }

    private int report(Throwable e, String message, int code) {
        console.note("bn: " + message.replaceAll("\\s*\\R\\s*", " "));
        if (root.debug()) {
            e.printStackTrace(console.err());
            console.err().flush();
        }
        return code;
    }
}
