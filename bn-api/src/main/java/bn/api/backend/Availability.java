package bn.api.backend;

import java.util.List;

/** What a probe found. */
public sealed interface Availability {

    /**
     * The backend can be opened.
     *
     * @param devices what it can compute on, the default one first
     */
    record Available(List<Device> devices) implements Availability { }

    /**
     * The backend cannot be opened on this machine.
     *
     * @param reason what is missing
     * @param remedy what to do about it
     */
    record Unavailable(String reason, String remedy) implements Availability { }
}
