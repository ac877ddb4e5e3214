package bn.api.backend;

import bn.api.DType;
import java.util.Objects;
import java.util.Set;

/**
 * What a backend computes on.
 *
 * @param name as its maker calls it
 * @param kind for example {@code cpu} or {@code gpu}
 * @param memoryBytes memory for tensors; 0 if unknown
 * @param dtypes what it can compute in
 * @param software the libraries or driver that drive it, with versions
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
