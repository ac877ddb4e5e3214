package bn.cli.option;

import bn.api.InvalidRequestException;
import bn.api.backend.Backend;
import bn.api.backend.BackendOptions;
import bn.api.backend.BackendProvider;
import bn.api.backend.Backends;
import bn.api.backend.Device;
import bn.api.spi.Providers;
import bn.cli.console.Console;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A backend, and possibly one of its devices, as options name them: {@code NAME} or {@code NAME:DEVICE}.
 *
 * @param name of the backend, or auto
 * @param device in words of the backend; empty for its default
 */
public record BackendRequest(String name, Optional<String> device) {
    private static final String SLOW_KIND = "java";

    /** From {@code NAME} or {@code NAME:DEVICE}. */
    public static BackendRequest parse(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        Optional<String> device = colon < 0 ? Optional.empty() : Optional.of(text.substring(colon + 1));
        if (name.isEmpty() || device.filter(String::isEmpty).isPresent()) {
            throw new InvalidRequestException("a backend is given as NAME or NAME:DEVICE, got '" + text
                    + "'; bn backends lists them");
        }
        return new BackendRequest(name, device);
    }

    /** From the value of {@code --backend} and, unless null, that of {@code --device}. */
    public static BackendRequest of(String text, String separateDevice) {
        BackendRequest request = parse(text);
        if (separateDevice == null) {
            return request;
        }
        if (request.device().isPresent()) {
            throw new InvalidRequestException("--backend " + text + " names a device, --device " + separateDevice
                    + " another; leave one out");
        }
        return new BackendRequest(request.name(), Optional.of(separateDevice));
    }

    /** The text of the option's value. */
    public String label() {
        return name + device.map(text -> ":" + text).orElse("");
    }

    /** Opens it. A note says so if its device computes by Java code, which is for tests. */
    public Backend open(Providers<BackendProvider> providers, Integer threads, Console console) {
        Backend backend = Backends.open(providers, name,
                new BackendOptions(device, threads == null ? OptionalInt.empty() : OptionalInt.of(threads)));
        Device opened = backend.device();
        if (opened.kind().equals(SLOW_KIND)) {
            console.note("device " + opened.kind() + ": " + opened.name() + "; for tests, not for speed");
        }
        return backend;
    }
}
