package bn.cli.command;

import bn.api.backend.Backend;
import bn.api.backend.BackendProvider;
import bn.api.spi.Providers;
import bn.cli.console.Console;
import picocli.CommandLine.Option;

/** The options that choose and open a backend. */
final class BackendChoice extends BackendName {
    @Option(names = "--threads", paramLabel = "N", description = "Threads to compute with; default the backend's own choice.")
    private Integer threads;

    Backend open(Providers<BackendProvider> providers, Console console) {
        return request().open(providers, threads, console);
    }
}
