package bn.cli;

import bn.api.BnException;
import bn.cli.command.BnCommand;
import bn.cli.command.CommandTree;
import bn.cli.console.Console;
import bn.cli.console.Interruption;
import bn.cli.plugin.Plugins;
import bn.cli.wiring.CommandModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.ProvisionException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Starts {@code bn}. Exit codes: 0 for success, 2 for an invalid request, 1 for every other failure. */
public final class Main {
    private static final long GRACE_MILLIS = 5000;

    private Main() {}

    /** Runs a command line and ends the JVM with its exit code. */
    public static void main(String[] args) {
        start(Host.LAUNCHER, args);
    }

    /** The same for a program that has these commands, too. */
    public static void start(Host host, String[] args) {
        Console console = Console.ofProcess();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> console.note("bn: internal error: " + e + " in thread "
                + thread.getName()));
        findHome();
        // Only the console writes to standard output: what plug-ins and libraries print must not mix with results.
        System.setOut(System.err);
        Plugins plugins = new Plugins();
        Interruption interruption = Interruption.install(console, plugins::name);
        int code = run(host, args, console, interruption, plugins);
        host.finished();
        if (!console.complete() && code == 0) {
            code = 1;
        }
        interruption.finished();
        end(code);
    }

    /** Ends the JVM even if threads still run; shutdown hooks of plug-ins get a few seconds. */
    private static void end(int code) {
        Thread last = new Thread(() -> {
            try {
                Thread.sleep(GRACE_MILLIS);
            } catch (InterruptedException e) {
                // Then at once.
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(code);
        }, "end");
        last.setDaemon(true);
        last.start();
        System.exit(code);
    }

    /** Caches are in the home folder, and Java does not find that of a user without an entry in the system's list. */
    private static void findHome() {
        String home = System.getenv("HOME");
        if (home != null && Path.of(home).isAbsolute() && !Files.isDirectory(Path.of(System.getProperty("user.home")))) {
            System.setProperty("user.home", home);
        }
    }

    static int run(Host host, String[] args, Console console, Interruption interruption, Plugins plugins) {
        BnCommand root = new BnCommand();
        CommandLine line = CommandTree.of(root, args);
        Failures failures = new Failures(console, root, plugins);
        host.extend(line);
        arrange(line);
        line.setOut(console.out());
        line.setErr(console.err());
        line.setUsageHelpAutoWidth(true);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler(failures);
        line.setExecutionExceptionHandler(failures);
        // Wiring waits until a command runs: help and usage errors need none of it.
        line.setExecutionStrategy(parsed -> {
            if (parsed.asCommandLineList().stream().noneMatch(Main::helpRequested)) {
                try {
                    inject(parsed, host.wiring(new CommandModule(root.plugins(), plugins, console, interruption,
                            host.text(parsed.expandedArgs()))));
                } catch (ProvisionException e) {
                    // The user understands the exception of the provider, not that of Guice.
                    return failures.handleExecutionException(e.getCause() instanceof BnException cause ? cause : e, line, parsed);
                }
            }
            return new CommandLine.RunLast().execute(parsed);
        });
        try {
            return line.execute(args);
        } catch (Throwable e) {
            // Errors, which picocli leaves alone: memory, classes that are missing.
            return failures.report(e);
        }
    }

    /** Options are shown in the order of their declaration: the important ones first. */
    private static void arrange(CommandLine line) {
        line.getCommandSpec().usageMessage().sortOptions(false).abbreviateSynopsis(true);
        line.getSubcommands().values().forEach(Main::arrange);
    }

    private static boolean helpRequested(CommandLine line) {
        return line.isUsageHelpRequested() || line.isVersionHelpRequested();
    }

    private static void inject(ParseResult parsed, Module module) {
        Injector injector = Guice.createInjector(module);
        for (CommandLine command : parsed.asCommandLineList()) {
            injector.injectMembers(command.getCommand());
        }
    }
}
