package bn.api.norm;

import bn.api.backend.Backend;
import bn.api.spi.Named;
import bn.api.spi.Providers;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;

/**
 * Creates normalizations of one kind. Implementations are found by {@link ServiceLoader} and have a public constructor
 * without arguments.
 */
public interface NormalizationProvider extends Named {

    /** A new normalization for one place in a network; its tensors are in the given backend. */
    Normalization create(Backend backend, NormalizationSpec spec);

    /** The normalizations that a class loader and its parents see: on the class path, on the module path and in module layers. */
    static Providers<NormalizationProvider> load(ClassLoader loader) {
        return load(loader, type -> Optional.empty());
    }

    /**
     * The same, without some providers.
     *
     * @param refusal for the class of a provider that must not be used, what it did; such a provider becomes a failure
     */
    static Providers<NormalizationProvider> load(ClassLoader loader, Function<Class<?>, Optional<String>> refusal) {
        return new Providers<>("normalization", ServiceLoader.load(NormalizationProvider.class, loader), loader, refusal);
    }
}
