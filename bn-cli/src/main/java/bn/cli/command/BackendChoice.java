package bn.cli.command;

import bn.api.backend.Backend;
import bn.api.backend.BackendProvider;
import bn.api.backend.Backends;
import bn.api.spi.Providers;
import bn.cli.console.Console;
import picocli.CommandLine.Option;

/** The options that choose and open a backend. */
final class BackendChoice {
    @Option(names = "--backend", paramLabel = "NAME[:DEVICE]", defaultValue = Backends.AUTO,
            description = "Backend: auto (the best available) or a name, possibly with a device; bn backends lists them; "
                    + "default ${DEFAULT-VALUE}.")
    private String backend;

    @Option(names = "--device", paramLabel = "DEVICE",
            description = "Which of the backend's devices; bn backends lists them; default its first.")
    private String device;

    @Option(names = "--threads", paramLabel = "N", description = "Threads to compute with; default the backend's own choice.")
    private Integer threads;

    /** The request as it would be typed, with the name of what auto stands for. */
    String label(String opened) {
        return new BackendRequest(opened, BackendRequest.of(backend, device).device()).label();
    }

    Backend open(Providers<BackendProvider> providers, Console console) {
        return BackendRequest.of(backend, device).open(providers, threads, console);
    }
}
