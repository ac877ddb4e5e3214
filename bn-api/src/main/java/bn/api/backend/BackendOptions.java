package bn.api.backend;

import bn.api.InvalidRequestException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How to open a backend.
 *
 * @param device which of its devices, in words that the backend defines; empty for its default
 * @param threads how many threads to compute with, where the backend has a say in it; empty for its default
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
