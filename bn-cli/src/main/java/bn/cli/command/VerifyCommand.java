package bn.cli.command;

import bn.api.backend.Backend;
import bn.api.backend.BackendProvider;
import bn.api.norm.NormalizationProvider;
import bn.api.spi.Providers;
import bn.cli.console.Console;
import bn.cli.console.TextTable;
import bn.experiments.identity.IdentityCase;
import bn.experiments.identity.IdentityVerification;
import bn.experiments.result.Json;
import bn.experiments.result.Provenance;
import bn.experiments.verify.TheoremResult;
import bn.experiments.verify.Theorems;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bn verify}. */
@Command(name = "verify", description = {
    "Checks a backend's batch norm against the gradient identity (T2) on random layers.",
    "The gradient that it back-propagates is compared with (gamma/s)(g + lambda S v), computed apart in float64.",
    "With --all: every result of docs/theory.md, each against something that does not use it."})
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
    private Format format;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
            description = "Seed of shapes and data; default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--all", description = "Check every result of the theory, T1 to T11.")
    private boolean all;

    /** What is printed as JSON with --all. */
    record TheoremListing(List<TheoremResult> results, boolean passed, long seed, Provenance provenance) { }

    /** What is printed as JSON. */
    record Listing(List<IdentityCase> cases, boolean passed, long seed, Provenance provenance) { }

    @Override
    public Integer call() {
        try (Backend backend = choice.open(backends, console)) {
            if (all) {
                return theorems(backend);
            }
            List<IdentityCase> cases = new IdentityVerification(backend, normalizations.get("batch")).run(seed);
            boolean passed = cases.stream().allMatch(IdentityCase::passed);
            if (format.json()) {
                console.printText(Json.text(new Listing(cases, passed, seed, Provenance.of(backend))));
            } else {
                print(cases, passed, backend.name());
            }
            return passed ? 0 : 1;
        }
    }

    private int theorems(Backend backend) {
        List<TheoremResult> results = new Theorems(backend, normalizations.get("batch")).run(seed);
        boolean passed = results.stream().allMatch(TheoremResult::passed);
        if (format.json()) {
            console.printText(Json.text(new TheoremListing(results, passed, seed, Provenance.of(backend))));
            return passed ? 0 : 1;
        }
        TextTable table = new TextTable("result", "error", "bar", "", "what was compared");
        for (TheoremResult one : results) {
            table.row(one.theorem(), number(one.error()), number(one.bar()), one.passed() ? "passed" : "FAILED", one.compared());
        }
        console.print(table.toString());
        console.print(passed ? "All " + results.size() + " results held, with seed " + seed + "."
                : "Some results FAILED: that is a bug, or a seed of bad luck for T9 and T10, which are drawn; "
                        + "try another --seed.");
        return passed ? 0 : 1;
    }

    private void print(List<IdentityCase> cases, boolean passed, String backend) {
        TextTable table = new TextTable("dtype", "batch x inputs x units", "eps", "largest relative error", "bar", "");
        for (IdentityCase one : cases) {
            table.row(one.dtype(), one.shape(), number(one.eps()), number(one.maxRelativeError()), number(one.bar()),
                    one.passed() ? "passed" : "FAILED");
        }
        console.print(table.toString());
        console.print(passed ? "Backend " + backend + ": all " + cases.size() + " cases passed."
                : "Backend " + backend + ": some cases FAILED: do not trust its gradients.");
    }

    private static String number(double value) {
        return value == 0 ? "0" : String.format(Locale.ROOT, "%.1e", value);
    }
}
