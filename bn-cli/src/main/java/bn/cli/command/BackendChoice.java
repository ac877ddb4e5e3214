package bn.cli.command;

import bn.api.backend.Backend;
import bn.api.backend.BackendOptions;
import bn.api.backend.BackendProvider;
import bn.api.backend.Backends;
import bn.api.spi.Providers;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** The options that choose and open a backend. */
final class BackendChoice {
    @Option(names = "--backend", paramLabel = "NAME", defaultValue = Backends.AUTO,
            description = "Backend: auto (the best available) or a name that bn backends lists; default ${DEFAULT-VALUE}.")
    private String name;

    @Option(names = "--device", paramLabel = "DEVICE", description = "Which of the backend's devices; default its first.")
    private String device;

    @Option(names = "--threads", paramLabel = "N", description = "Threads to compute with; default the backend's own choice.")
    private Integer threads;

    Backend open(Providers<BackendProvider> providers) {
        return Backends.open(providers, name, new BackendOptions(Optional.ofNullable(device),
                threads == null ? OptionalInt.empty() : OptionalInt.of(threads)));
    }
}
