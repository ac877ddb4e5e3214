package bn.cli.command;

import bn.api.backend.Backend;
import bn.api.backend.BackendProvider;
import bn.api.norm.NormalizationProvider;
import bn.api.spi.Providers;
import bn.cli.console.Console;
import bn.cli.option.BackendChoice;
import bn.cli.option.OutputFormat;
import bn.cli.view.TheoremListing;
import bn.cli.view.VerificationListing;
import bn.experiments.identity.IdentityVerification;
import bn.experiments.result.Json;
import bn.experiments.verify.Theorems;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bn verify}. */
@Command(name = "verify", description = {
        "Checks a backend's batch norm against the gradient identity (T2) on random layers.",
        "The gradient that it back-propagates is compared with (gamma/s)(g + lambda S v), computed separately in float64.",
        "With --all: checks every result of docs/theory.md, each against a computation that does not use it."})
public final class VerifyCommand implements Callable<Integer> {
    @Inject
    private Providers<BackendProvider> backends;
    @Inject
    private Providers<NormalizationProvider> normalizations;
    @Inject
    private Console console;
    @Mixin
    private BackendChoice choice;
    @Mixin
    private OutputFormat format;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
            description = "Seed of shapes and data; default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--all", description = "Check every result of the theory, T1 to T18.")
    private boolean all;

    @Override
    public Integer call() {
        try (Backend backend = choice.open(backends, console)) {
            return all ? checkTheorems(backend) : checkIdentity(backend);
        }
    }

    private int checkIdentity(Backend backend) {
        VerificationListing listing = VerificationListing.of(
                new IdentityVerification(backend, normalizations.get("batch")).run(seed), seed, backend);
        if (format.json()) {
            console.printText(Json.text(listing));
        } else {
            listing.print(console);
        }
        return listing.passed() ? 0 : 1;
    }

    private int checkTheorems(Backend backend) {
        TheoremListing listing = TheoremListing.of(new Theorems(backend, normalizations.get("batch")).run(seed), seed, backend);
        if (format.json()) {
            console.printText(Json.text(listing));
        } else {
            listing.print(console);
        }
        return listing.passed() ? 0 : 1;
    }
}
