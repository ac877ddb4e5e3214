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
 * <p>They are loaded one at a time. A provider that fails to load becomes a {@link #failures failure}, and the others remain
 * usable. If several have the same name, none of them is used, because it is not known which one was meant.
 *
 * @param <P> the kind of provider
 */
public final class Providers<P extends Named> {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    /** Not the name of a provider: it means a choice among all. */
    private static final String AUTO = "auto";

    private final String kind;
    private final Map<String, P> byName = new TreeMap<>();
    private final Map<String, String> clashes = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private final Function<Class<?>, Optional<String>> refusal;

    /**
     * Loads all that a loader finds.
     *
     * @param kind name of the kind, for messages
     * @param services finds the providers
     * @param loader loads their classes; used to name the jar of a class that does not load
     * @param refusal for the class of a provider that must not be used, what it did ("did not return from ..."); otherwise empty
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
                // The same class may be tried twice: in its module and on the class path.
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
            failures.add(
                    kind + " " + text(service.type()) + " has the name " + Faults.quoted(name) + ", so it is not used: a name is "
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
                + "; remove all but one of these jars";
        clashes.put(name, clash);
        failures.add(clash);
    }

    private static String text(Class<?> type) {
        return type.getName() + " (" + Origin.of(type).text() + ")";
    }

    /** All usable providers, sorted by name. */
    public List<P> all() {
        return List.copyOf(byName.values());
    }

    /** The providers that cannot be used, one line each. */
    public List<String> failures() {
        return Collections.unmodifiableList(failures);
    }

    /** Whether no two have the same name. */
    public boolean uniqueNames() {
        return clashes.isEmpty();
    }

    /**
     * Checks that a choice among all is possible.
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
     * @throws InvalidRequestException if there is no such provider, or there are several; the message lists the usable ones and
     *     the failures
     */
    public P get(String name) {
        if (clashes.containsKey(name)) {
            throw new InvalidRequestException(clashes.get(name));
        }
        P provider = byName.get(name);
        if (provider == null) {
            throw new InvalidRequestException(unknown(name),
                    byName.isEmpty() ? new Remedy[] {ApiRemedy.PROVIDER_MODULE} : new Remedy[0]);
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
