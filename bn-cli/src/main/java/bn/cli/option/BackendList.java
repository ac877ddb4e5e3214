package bn.cli.option;

import bn.api.InvalidRequestException;
import bn.api.backend.BackendProvider;
import bn.api.backend.Backends;
import bn.api.spi.Providers;
import bn.cli.console.Console;
import bn.experiments.bench.LabelledBackend;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that choose several backends. */
public final class BackendList {
    @Option(names = "--backend", paramLabel = "NAME[:DEVICE]", split = ",",
            description = "Backends joined by commas, for example cpu,opencl:cpu,opencl:java; bn backends lists them and their "
                    + "devices; default all that are available. The others are compared with the first.")
    private List<String> names = List.of();

    @Option(names = "--device", paramLabel = "DEVICE",
            description = "The device where a single backend is given; with several write NAME:DEVICE.")
    private String device;

    @Option(names = "--threads", paramLabel = "N",
            description = "Number of threads to compute with, if a backend lets it be chosen; default the backend's choice.")
    private Integer threads;

    /** Threads to compute with; null for the backends' own choice. */
    public Integer threads() {
        return threads;
    }

    /** The backends that were asked for; all that are available if none was named. */
    public List<BackendRequest> requests(Providers<BackendProvider> providers) {
        if (device != null && names.size() != 1) {
            throw new InvalidRequestException("--device goes with a single --backend; for several write "
                    + "--backend NAME:DEVICE,NAME:DEVICE");
        }
        if (!names.isEmpty()) {
            return names.stream().map(name -> BackendRequest.of(name, device)).toList();
        }
        List<BackendRequest> available = Backends.available(providers).stream()
                .map(provider -> BackendRequest.parse(provider.name())).toList();
        // Opening auto says what is missing.
        return available.isEmpty() ? List.of(BackendRequest.parse(Backends.AUTO)) : available;
    }

    /** Opens all, in their order. Each is added to the list as it is opened, so that the caller can close it if a later one fails. */
    public void open(Providers<BackendProvider> providers, Console console, List<LabelledBackend> opened) {
        for (BackendRequest request : requests(providers)) {
            opened.add(new LabelledBackend(request.label(), request.open(providers, threads, console)));
        }
    }
}
