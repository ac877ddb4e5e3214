package bn.api.backend;

import bn.api.spi.Named;
import bn.api.spi.Providers;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;

/**
 * Makes backends of one kind. Implementations are found by {@link ServiceLoader} and have a public constructor without
 * arguments.
 */
public interface BackendProvider extends Named {

    /** Among the available backends the one of the highest priority is the default; ours have 100 (CPU) and below 200. */
    int priority();

    /** Whether it can be opened here. Never throws; cheap enough to be asked for every backend at every start. */
    Availability probe();

    /**
     * Opens it.
     *
     * @throws bn.api.InvalidRequestException if there is no such device
     * @throws bn.api.BnException if it is not available or fails to start
     */
    Backend open(BackendOptions options);

    /** The backends that a class loader and its parents see: on the class path, on the module path and in module layers. */
    static Providers<BackendProvider> load(ClassLoader loader) {
        return load(loader, type -> Optional.empty());
    }

    /** The same, but those of which the function says what they did are not run, and become failures. */
    static Providers<BackendProvider> load(ClassLoader loader, Function<Class<?>, Optional<String>> refusal) {
        return new Providers<>("backend", ServiceLoader.load(BackendProvider.class, loader), loader, refusal);
    }
}
