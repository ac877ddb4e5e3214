package bn.api.spi;

import bn.api.ApiRemedy;
import bn.api.InvalidRequestException;
import bn.api.Remedy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The providers of one kind, by name.
 *
 * <p>They are loaded one at a time: one that fails to load becomes a {@link #failures failure} and leaves the others usable.
 * Of several with the same name none is used: which one was meant cannot be known.
 *
 * @param <P> the kind of provider
 */
public final class Providers<P extends Named> {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    /** Stands for a choice among the providers. */
    private static final String AUTO = "auto";

    private final String kind;
    private final Map<String, P> byName = new TreeMap<>();
    private final Map<String, String> clashes = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private final Function<Class<?>, Optional<String>> refusal;

    /**
     * Loads all that a loader finds.
     *
     * @param kind what they are, for messages
     * @param services finds them
     * @param loader what their classes come from, to name the jar of one that does not load
     * @param refusal why a provider's class is not to be run, as what it did: "did not return from ..."; empty for one that may
     */
    public Providers(String kind, ServiceLoader<P> services, ClassLoader loader, Function<Class<?>, Optional<String>> refusal) {
        this.kind = kind;
        this.refusal = refusal;
        Map<String, List<P>> found = new TreeMap<>();
        Iterator<ServiceLoader.Provider<P>> all = services.stream().iterator();
        while (true) {
            try {
                if (!all.hasNext()) {
                    break;
                }
                load(all.next(), found);
            } catch (ServiceConfigurationError | LinkageError e) {
                String failure = "a " + kind + " failed to load: " + Faults.unloadable(e, loader);
                // A class that does not load may be looked for in its module and on the class path.
                if (!failures.contains(failure)) {
                    failures.add(failure);
                }
            }
        }
        found.forEach(this::settle);
    }

    private void load(ServiceLoader.Provider<P> service, Map<String, List<P>> found) {
        Optional<String> refused = refusal.apply(service.type());
        if (refused.isPresent()) {
            failures.add(kind + " " + text(service.type()) + " " + refused.get());
            return;
        }
        P provider;
        String name;
        String again;
        try {
            provider = service.get();
            name = provider.name();
            again = provider.name();
            Objects.requireNonNull(provider.description(), "it has no description");
        } catch (Throwable e) {
            failures.add(kind + " " + text(service.type()) + " failed: "
                    + Faults.text(e instanceof ServiceConfigurationError && e.getCause() != null ? e.getCause() : e));
            return;
        }
        if (name == null || !NAME.matcher(name).matches() || name.equals(AUTO)) {
            failures.add(kind + " " + text(service.type()) + " has the name " + Faults.quoted(name) + ", so it is not used: a name is "
                    + "made of lower-case letters, digits and single hyphens between them, and is not '" + AUTO + "'");
            return;
        }
        if (!name.equals(again)) {
            failures.add(kind + " " + text(service.type()) + " has the name " + Faults.quoted(name) + " and, asked again, "
                    + Faults.quoted(again) + ", so it is not used: results could not name it");
            return;
        }
        List<P> same = found.computeIfAbsent(name, key -> new ArrayList<>());
        if (same.stream().noneMatch(other -> other.getClass() == provider.getClass())) {
            same.add(provider);
        }
    }

    private void settle(String name, List<P> same) {
        if (same.size() == 1) {
            byName.put(name, same.get(0));
            return;
        }
        String clash = "there are " + same.size() + " providers of " + kind + " '" + name + "', so none of them is used: "
                + same.stream().map(each -> text(each.getClass())).collect(Collectors.joining(" and "))
                + "; take all but one of these jars away";
        clashes.put(name, clash);
        failures.add(clash);
    }

    private static String text(Class<?> type) {
        return type.getName() + " (" + Origin.of(type).text() + ")";
    }

    /** All that can be used, by name. */
    public List<P> all() {
        return List.copyOf(byName.values());
    }

    /** What cannot be used, one line each. */
    public List<String> failures() {
        return Collections.unmodifiableList(failures);
    }

    /** Whether no two have the same name. */
    public boolean uniqueNames() {
        return clashes.isEmpty();
    }

    /**
     * Checks that nothing stands in the way of a choice among all.
     *
     * @throws InvalidRequestException if several have the same name
     */
    public void requireUniqueNames() {
        clashes.values().forEach(clash -> {
            throw new InvalidRequestException(clash);
        });
    }

    /**
     * The provider of a name.
     *
     * @throws InvalidRequestException if there is none, or several; the message lists what there is and what failed to load
     */
    public P get(String name) {
        if (clashes.containsKey(name)) {
            throw new InvalidRequestException(clashes.get(name));
        }
        P provider = byName.get(name);
        if (provider == null) {
            throw new InvalidRequestException(unknown(name), byName.isEmpty() ? new Remedy[] {ApiRemedy.PROVIDER_MODULE} : new Remedy[0]);
        }
        return provider;
    }

    private String unknown(String name) {
        StringBuilder message = new StringBuilder("no " + kind + " " + Faults.quoted(name) + "; ");
        if (byName.isEmpty()) {
            message.append("none was found: add a module that provides one to the module path");
        } else {
            message.append("there ").append(byName.size() == 1 ? "is " : "are ").append(String.join(", ", byName.keySet()));
        }
        failures.forEach(failure -> message.append("; ").append(failure));
        return message.toString();
    }
}
