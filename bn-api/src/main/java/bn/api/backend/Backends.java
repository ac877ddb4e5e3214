package bn.api.backend;

import bn.api.ApiRemedy;
import bn.api.BnException;
import bn.api.spi.Faults;
import bn.api.spi.Origin;
import bn.api.spi.Providers;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Chooses among backends. What a provider throws against its contract becomes an error that names its jar. */
public final class Backends {
    /** The name that stands for the available backend of the highest priority. */
    public static final String AUTO = "auto";

    private Backends() { }

    /**
     * Opens a backend by name, or with {@link #AUTO} the best available one.
     *
     * @throws bn.api.InvalidRequestException if there is no backend of that name, or there are several
     * @throws BnException if it is not available; the message says why and what to do, for every backend that was tried
     */
    public static Backend open(Providers<BackendProvider> providers, String name, BackendOptions options) {
        if (name.equals(AUTO)) {
            providers.requireUniqueNames();
            return open(best(providers).orElseThrow(() -> noneUsable(providers)), options);
        }
        BackendProvider provider = providers.get(name);
        // The probe is about the default device; another may need less, and opening says what is missing.
        if (options.device().isEmpty() && probe(provider) instanceof Availability.Unavailable no) {
            throw new BnException(describe(provider, no));
        }
        return open(provider, options);
    }

    private static Backend open(BackendProvider provider, BackendOptions options) {
        String what = "backend '" + provider.name() + "' (" + Origin.of(provider.getClass()).text() + ")";
        Backend backend;
        String name;
        try {
            backend = Objects.requireNonNull(provider.open(options), "no backend");
            name = backend.name();
        } catch (BnException e) {
            throw e;
        } catch (Throwable e) {
            throw new BnException(what + " failed to open: " + Faults.text(e), e);
        }
        if (!provider.name().equals(name)) {
            backend.close();
            throw new BnException(what + " calls itself '" + name + "' when it is open, so results could not name it");
        }
        return backend;
    }

    /** Whether a backend can be opened; one whose provider throws when it is asked cannot. */
    public static Availability probe(BackendProvider provider) {
        try {
            provider.priority();
            Availability availability = provider.probe();
            return availability == null ? broken(provider, "answers null") : availability;
        } catch (Throwable e) {
            return broken(provider, "throws " + Faults.text(e));
        }
    }

    private static Availability broken(BackendProvider provider, String what) {
        return new Availability.Unavailable("asked for it, its provider " + what, "it is " + provider.getClass().getName() + " ("
                + Origin.of(provider.getClass()).text() + "): take the jar away, or get a right one");
    }

    /** The backend for which {@link #AUTO} stands; none if no backend can be opened, or several have the same name. */
    public static Optional<BackendProvider> best(Providers<BackendProvider> providers) {
        return providers.uniqueNames() ? usable(providers).findFirst() : Optional.empty();
    }

    /** The backends that can be opened here, the best one first; possibly none. */
    public static List<BackendProvider> available(Providers<BackendProvider> providers) {
        return usable(providers).toList();
    }

    /** Lazy: a backend is not probed if a better one is enough. */
    private static Stream<BackendProvider> usable(Providers<BackendProvider> providers) {
        return providers.all().stream().sorted(Comparator.comparingInt(Backends::priority).reversed())
                .filter(provider -> probe(provider) instanceof Availability.Available);
    }

    /** The priority; the least of one that throws, which {@link #probe} says. */
    public static int priority(BackendProvider provider) {
        try {
            return provider.priority();
        } catch (Throwable e) {
            return Integer.MIN_VALUE;
        }
    }

    private static BnException noneUsable(Providers<BackendProvider> providers) {
        StringBuilder why = new StringBuilder("no backend can be used; looked for providers of ")
                .append(BackendProvider.class.getName());
        if (providers.all().isEmpty() && providers.failures().isEmpty()) {
            why.append(" and found none");
        }
        for (BackendProvider provider : providers.all()) {
            if (probe(provider) instanceof Availability.Unavailable no) {
                why.append("; ").append(describe(provider, no));
            }
        }
        providers.failures().forEach(failure -> why.append("; ").append(failure));
        return new BnException(why.append("; add the bn-cpu jar or another backend's to the module path").toString(),
                ApiRemedy.PROVIDER_MODULE);
    }

    private static String describe(BackendProvider provider, Availability.Unavailable no) {
        return "backend '" + provider.name() + "' is not available: " + no.reason() + "; " + no.remedy();
    }
}
