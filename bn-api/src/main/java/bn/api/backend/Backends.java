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

/** Chooses and opens a backend. If a provider breaks its contract by throwing, the error names its jar. */
public final class Backends {
    /** The name that means the available backend with the highest priority. */
    public static final String AUTO = "auto";

    private Backends() {}

    /**
     * Opens a backend by name, or the best available one for {@link #AUTO}.
     *
     * @throws bn.api.InvalidRequestException if there is no backend of that name, or several have it
     * @throws BnException if it is not available; the message says for every backend that was tried why, and what to do
     */
    public static Backend open(Providers<BackendProvider> providers, String name, BackendOptions options) {
        if (name.equals(AUTO)) {
            providers.requireUniqueNames();
            return open(best(providers).orElseThrow(() -> noneUsable(providers)), options);
        }
        BackendProvider provider = providers.get(name);
        // The probe is about the default device. Another device may need less; if something is missing, open says so.
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
            throw new BnException(what + " has the name '" + name
                    + "' when it is open, so results could not name the backend; use another version of its jar");
        }
        return backend;
    }

    /** Whether a backend can be opened. It cannot if its provider throws when it is probed. */
    public static Availability probe(BackendProvider provider) {
        try {
            provider.priority();
            Availability availability = provider.probe();
            return availability == null ? broken(provider, "returns null") : availability;
        } catch (Throwable e) {
            return broken(provider, "throws " + Faults.text(e));
        }
    }

    private static Availability broken(BackendProvider provider, String what) {
        String type = provider.getClass().getName() + " (" + Origin.of(provider.getClass()).text() + ")";
        return new Availability.Unavailable("its provider, when it is probed, " + what,
                "the provider is " + type + ": remove the jar, or replace it by a working version");
    }

    /** The backend that {@link #AUTO} chooses; none if no backend can be opened, or several have the same name. */
    public static Optional<BackendProvider> best(Providers<BackendProvider> providers) {
        return providers.uniqueNames() ? usable(providers).findFirst() : Optional.empty();
    }

    /** The backends that can be opened on this machine, by decreasing priority. */
    public static List<BackendProvider> available(Providers<BackendProvider> providers) {
        return usable(providers).toList();
    }

    /** A lazy stream: a backend is probed only if the caller needs more than those of higher priority. */
    private static Stream<BackendProvider> usable(Providers<BackendProvider> providers) {
        return providers.all().stream().sorted(Comparator.comparingInt(Backends::priority).reversed())
                .filter(provider -> probe(provider) instanceof Availability.Available);
    }

    /** The priority; the lowest possible for a provider that throws, which {@link #probe} reports. */
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
