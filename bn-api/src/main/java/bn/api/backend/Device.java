package bn.api.backend;

import bn.api.DType;
import java.util.Objects;
import java.util.Set;

/**
 * A device that a backend computes on.
 *
 * @param name as its manufacturer calls it
 * @param kind for example {@code cpu} or {@code gpu}
 * @param memoryBytes memory for tensors; 0 if unknown
 * @param dtypes the dtypes that it can compute in
 * @param software the libraries or the driver that it is used through, with versions
 */
public record Device(String name, String kind, long memoryBytes, Set<DType> dtypes, String software) {

    /** Copies the set; nothing is null. */
    public Device {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        dtypes = Set.copyOf(dtypes);
        Objects.requireNonNull(software, "software");
    }
}
