package bn.api.backend;

import bn.api.spi.Named;
import bn.api.spi.Providers;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;

/**
 * Opens backends of one kind. Implementations are found by {@link ServiceLoader} and have a public constructor without
 * arguments.
 */
public interface BackendProvider extends Named {

    /**
     * The available backend with the highest priority is the default. The priorities in this project are 100 (CPU) and others
     * below 200.
     */
    int priority();

    /**
     * Whether it can be opened on this machine. Must not throw, and must be fast: it is called for every backend at every start.
     */
    Availability probe();

    /**
     * Opens the backend.
     *
     * @throws bn.api.InvalidRequestException if it has no such device
     * @throws bn.api.BnException if it is not available or fails to start
     */
    Backend open(BackendOptions options);

    /** The backends that a class loader and its parents see: on the class path, on the module path and in module layers. */
    static Providers<BackendProvider> load(ClassLoader loader) {
        return load(loader, type -> Optional.empty());
    }

    /**
     * The same, without some providers.
     *
     * @param refusal for the class of a provider that must not be used, what it did; such a provider becomes a failure
     */
    static Providers<BackendProvider> load(ClassLoader loader, Function<Class<?>, Optional<String>> refusal) {
        return new Providers<>("backend", ServiceLoader.load(BackendProvider.class, loader), loader, refusal);
    }
}
