package bn.api.backend;

import bn.api.InvalidRequestException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How to open a backend.
 *
 * @param device name of a device, as the backend defines it; empty for its default
 * @param threads number of threads to compute with, if the backend can choose it; empty for its default
 */
public record BackendOptions(Optional<String> device, OptionalInt threads) {

    /** The backend's defaults. */
    public static final BackendOptions DEFAULT = new BackendOptions(Optional.empty(), OptionalInt.empty());

    /** Checks the number of threads. */
    public BackendOptions {
        if (threads.isPresent() && threads.getAsInt() < 1) {
            throw new InvalidRequestException("the number of threads is at least 1, got " + threads.getAsInt());
        }
    }
}
