package bn.api.backend;

import bn.api.BnException;
import bn.api.spi.Providers;
import java.util.Comparator;
import java.util.List;

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
        return (name.equals(AUTO) ? best(providers) : require(providers.get(name))).open(options);
    }

    private static BackendProvider require(BackendProvider provider) {
        if (provider.probe() instanceof Availability.Unavailable no) {
            throw new BnException("backend '" + provider.name() + "' is not available: " + describe(no));
        }
        return provider;
    }

    private static BackendProvider best(Providers<BackendProvider> providers) {
        List<BackendProvider> ranked = providers.all().stream()
                .sorted(Comparator.comparingInt(BackendProvider::priority).reversed()).toList();
        StringBuilder why = new StringBuilder();
        for (BackendProvider provider : ranked) {
            if (!(provider.probe() instanceof Availability.Unavailable no)) {
                return provider;
            }
            why.append("; '").append(provider.name()).append("' is not available: ").append(describe(no));
        }
        providers.failures().forEach(failure -> why.append("; ").append(failure));
        if (why.isEmpty()) {
            why.append(": none was found (looked for providers of ").append(BackendProvider.class.getName())
                    .append("); add the bn-cpu jar or another backend's to the module path, or use --plugins DIR");
        }
        throw new BnException("no backend can be used" + why);
    }

    private static String describe(Availability.Unavailable no) {
        return no.reason() + "; " + no.remedy();
    }
}
