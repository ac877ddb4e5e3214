package bn.experiments.network;

import bn.api.InvalidRequestException;
import bn.api.backend.Backend;

/** Kernels that not every backend has. */
final class OptionalKernel {

    private OptionalKernel() {}

    /**
     * The backend's kernel for a network.
     *
     * @throws InvalidRequestException if it does not have it
     */
    static <K> K require(Backend backend, Class<K> kernel) {
        return require(backend, kernel, "the network");
    }

    /**
     * The backend's kernel.
     *
     * @param what what needs it, in words
     * @throws InvalidRequestException if it does not have it
     */
    static <K> K require(Backend backend, Class<K> kernel, String what) {
        return backend.optional(kernel).orElseThrow(() -> new InvalidRequestException("backend '" + backend.name() + "' has no "
                + kernel.getSimpleName() + ", which " + what + " needs; use another backend"));
    }
}
