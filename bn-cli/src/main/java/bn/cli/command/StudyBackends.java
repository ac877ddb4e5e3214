package bn.cli.command;

import bn.api.BnException;
import bn.api.backend.Availability;
import bn.api.backend.Backend;
import bn.api.backend.BackendProvider;
import bn.api.backend.Backends;
import bn.api.spi.Named;
import bn.api.spi.Providers;
import bn.cli.console.Console;
import bn.cli.option.BackendRequest;
import bn.experiments.result.Provenance;
import bn.experiments.study.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * The backends of a study. A study that is continued keeps the backends that it was begun with, whichever others are available now:
 * drivers change, and a study is one comparison.
 */
final class StudyBackends {
    private final Providers<BackendProvider> providers;
    private final Optional<Protocol> begun;
    private final String folder;
    private final Console console;

    /**
     * The backends for a study.
     *
     * @param begun the protocol of the study that is in the folder
     * @param folder what users call it
     */
    StudyBackends(Providers<BackendProvider> providers, Optional<Protocol> begun, String folder, Console console) {
        this.providers = providers;
        this.begun = begun;
        this.folder = folder;
        this.console = console;
    }

    /** The backend that was asked for; if that is auto, the one that the study was begun with. */
    BackendRequest request(BackendRequest asked) {
        return asked.label().equals(Backends.AUTO) ? begun.map(old -> BackendRequest.parse(old.backend())).orElse(asked) : asked;
    }

    /**
     * Opens the study's backend. A note says so if a new study would use another one.
     *
     * @throws BnException if it cannot be used
     */
    Backend open(BackendRequest request) {
        try {
            Backend backend = request.open(providers, 1, console);
            begun.flatMap(old -> Backends.best(providers)).map(Named::name).filter(best -> !best.equals(request.name()))
                    .ifPresent(best -> console
                            .note("bn: " + folder + " goes on with backend " + request.label() + ", which it was begun "
                                    + "with; a new study would take " + best));
            return backend;
        } catch (BnException e) {
            throw begun.isEmpty() ? e
                    : new BnException(folder + " was begun with backend " + begun.get().backend() + ": " + e.getMessage()
                            + "; or begin a new study in another --out DIR", e);
        }
    }

    /** The further backends of the study: all that were available when it was begun. */
    List<String> others(String backend) {
        List<String> now = Backends.available(providers).stream().map(BackendProvider::name).filter(name -> !name.equals(backend))
                .toList();
        if (begun.isEmpty()) {
            return now;
        }
        List<String> kept = begun.get().others();
        now.stream().filter(name -> !kept.contains(name))
                .forEach(name -> console.note("bn: backend " + name + " can be used now; "
                        + folder + " goes on without it, as it was begun"));
        return kept;
    }

    /** Where the numbers come from: the open backend, and the default devices of the others that are available. */
    List<Provenance> provenance(Backend backend, List<String> others) {
        List<Provenance> all = new ArrayList<>(List.of(Provenance.of(backend)));
        for (BackendProvider provider : providers.all()) {
            if (others.contains(provider.name()) && Backends.probe(provider) instanceof Availability.Available yes
                    && !yes.devices().isEmpty()) {
                all.add(Provenance.of(provider.name(), provider.getClass(), yes.devices().get(0)));
            }
        }
        return all;
    }

    /**
     * Checks that the further backends that trials need are available.
     *
     * @param pending how many trials that are left need a backend
     * @throws BnException if one cannot be used
     */
    void require(Protocol protocol, ToLongFunction<String> pending) {
        for (String name : protocol.others()) {
            Optional<String> obstacle = obstacle(name);
            long trials = pending.applyAsLong(name);
            if (obstacle.isPresent() && trials > 0) {
                throw new BnException(folder + " compares with backend '" + name + "', which cannot be used now: "
                        + obstacle.get() + "; "
                        + trials + " of the trials that are left need it; make it usable, run experiments that do not need it by "
                        + "bn run NAME, or begin a new study in another --out DIR");
            }
            obstacle.ifPresent(
                    text -> console.note("bn: backend " + name + " cannot be used now, and nothing that is left needs it: "
                            + text));
        }
    }

    private Optional<String> obstacle(String name) {
        Optional<BackendProvider> provider = providers.all().stream().filter(each -> each.name().equals(name)).findFirst();
        return provider.isEmpty() ? Optional.of("it was not found")
                : Backends.probe(provider.get()) instanceof Availability.Unavailable no
                        ? Optional.of(no.reason() + "; " + no.remedy())
                : Optional.empty();
    }
}
