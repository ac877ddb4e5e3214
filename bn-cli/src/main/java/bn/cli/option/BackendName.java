package bn.cli.option;

import bn.api.backend.Backends;
import picocli.CommandLine.Option;

/** The options that name a backend and one of its devices. */
public class BackendName {
    @Option(names = "--backend", paramLabel = "NAME[:DEVICE]", defaultValue = Backends.AUTO,
            description = "Backend: auto (the best available) or a name, possibly with a device; bn backends lists them; "
                    + "default ${DEFAULT-VALUE}.")
    private String backend;

    @Option(names = "--device", paramLabel = "DEVICE",
            description = "Which of the backend's devices; bn backends lists them; default its first.")
    private String device;

    /** What was asked for. */
    public final BackendRequest request() {
        return BackendRequest.of(backend, device);
    }
}
