package bn.api.spi;

import bn.api.UsageException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * The providers of one kind, by name.
 *
 * <p>They are loaded one at a time: one that fails to load becomes a {@link #failures failure} and leaves the others usable.
 * Of two with the same name the first found is kept and the other becomes a failure.
 *
 * @param <P> the kind of provider
 */
public final class Providers<P extends Named> {
    private final String kind;
    private final Map<String, P> byName = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();

    /**
     * Loads all that a loader finds.
     *
     * @param kind what they are, for messages
     * @param loader where they come from
     */
    public Providers(String kind, ServiceLoader<P> loader) {
        this.kind = kind;
        Iterator<P> found = loader.iterator();
        while (true) {
            try {
                if (!found.hasNext()) {
                    return;
                }
                P provider = found.next();
                P first = byName.putIfAbsent(provider.name(), provider);
                if (first != null && first.getClass() != provider.getClass()) {
                    failures.add(kind + " '" + provider.name() + "' of " + provider.getClass().getName()
                            + " is hidden by that of " + first.getClass().getName() + "; names must be unique");
                }
            } catch (ServiceConfigurationError e) {
                failures.add("a " + kind + " failed to load: " + e.getMessage()
                        + (e.getCause() == null ? "" : " (" + e.getCause() + ")"));
            }
        }
    }

    /** All that loaded, by name. */
    public List<P> all() {
        return List.copyOf(byName.values());
    }

    /** What did not load, one line each. */
    public List<String> failures() {
        return Collections.unmodifiableList(failures);
    }

    /**
     * The provider of a name.
     *
     * @throws UsageException if there is none; the message lists what there is and what failed to load
     */
    public P get(String name) {
        P provider = byName.get(name);
        if (provider == null) {
            throw new UsageException(unknown(name));
        }
        return provider;
    }

    private String unknown(String name) {
        StringBuilder message = new StringBuilder("no " + kind + " '" + name + "'; ");
        if (byName.isEmpty()) {
            message.append("none was found: add a module that provides one to the module path or with --plugins DIR");
        } else {
            message.append("there ").append(byName.size() == 1 ? "is " : "are ").append(String.join(", ", byName.keySet()));
        }
        failures.forEach(failure -> message.append("; ").append(failure));
        return message.toString();
    }
}
