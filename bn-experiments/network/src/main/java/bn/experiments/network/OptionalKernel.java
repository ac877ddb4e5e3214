package bn.experiments.network;

import bn.api.InvalidRequestException;
import bn.api.backend.Backend;

/** Kernels that not every backend has. */
final class OptionalKernel {

    private OptionalKernel() {}

    /**
     * The backend's kernel.
     *
     * @throws InvalidRequestException if it does not have it
     */
    static <K> K require(Backend backend, Class<K> kernel) {
        return backend.optional(kernel).orElseThrow(() -> new InvalidRequestException("backend '" + backend.name() + "' has no "
                + kernel.getSimpleName() + ", which the network needs; use another backend"));
    }
}
