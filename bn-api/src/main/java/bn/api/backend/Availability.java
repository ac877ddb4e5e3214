package bn.api.backend;

import java.util.List;
import java.util.Objects;

/** The result of {@link BackendProvider#probe}. */
public sealed interface Availability {

    /**
     * The backend can be opened.
     *
     * @param devices the devices that it can compute on, the default first
     */
    record Available(List<Device> devices) implements Availability {

        /** Copies the list; no element is null. */
        public Available {
            devices = List.copyOf(devices);
        }
    }

    /**
     * The backend cannot be opened on this machine.
     *
     * @param reason what is missing
     * @param remedy what to do about it
     */
    record Unavailable(String reason, String remedy) implements Availability {

        /** Neither is null. */
        public Unavailable {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(remedy, "remedy");
        }
    }
}
