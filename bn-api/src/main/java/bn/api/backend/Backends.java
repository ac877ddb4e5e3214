package bn.api.backend;

import bn.api.BnException;
import bn.api.spi.Providers;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Chooses among backends. */
public final class Backends {
    /** The name that stands for the available backend of the highest priority. */
    public static final String AUTO = "auto";

    private Backends() { }

    /**
     * Opens a backend by name, or with {@link #AUTO} the best available one.
     *
     * @throws bn.api.UsageException if there is no backend of that name
     * @throws BnException if it is not available; the message says why and what to do, for every backend that was tried
     */
    public static Backend open(Providers<BackendProvider> providers, String name, BackendOptions options) {
        if (name.equals(AUTO)) {
            return usable(providers).findFirst().orElseThrow(() -> noneUsable(providers)).open(options);
        }
        BackendProvider provider = providers.get(name);
        // The probe is about the default device; another may need less, and opening says what is missing.
        if (options.device().isEmpty() && provider.probe() instanceof Availability.Unavailable no) {
            throw new BnException(describe(provider, no));
        }
        return provider.open(options);
    }

    /** The backends that can be opened here, the best one, for which {@link #AUTO} stands, first; possibly none. */
    public static List<BackendProvider> available(Providers<BackendProvider> providers) {
        return usable(providers).toList();
    }

    /** Lazy: a backend is not probed if a better one is enough. */
    private static Stream<BackendProvider> usable(Providers<BackendProvider> providers) {
        return providers.all().stream().sorted(Comparator.comparingInt(BackendProvider::priority).reversed())
                .filter(provider -> provider.probe() instanceof Availability.Available);
    }

    private static BnException noneUsable(Providers<BackendProvider> providers) {
        StringBuilder why = new StringBuilder("no backend can be used; looked for providers of ")
                .append(BackendProvider.class.getName());
        if (providers.all().isEmpty() && providers.failures().isEmpty()) {
            why.append(" and found none");
        }
        for (BackendProvider provider : providers.all()) {
            if (provider.probe() instanceof Availability.Unavailable no) {
                why.append("; ").append(describe(provider, no));
            }
        }
        providers.failures().forEach(failure -> why.append("; ").append(failure));
        return new BnException(why.append("; add the bn-cpu jar or another backend's to the module path, or use --plugins DIR")
                .toString());
    }

    private static String describe(BackendProvider provider, Availability.Unavailable no) {
        return "backend '" + provider.name() + "' is not available: " + no.reason() + "; " + no.remedy();
    }
}
