package bn.cli.view;

import bn.api.backend.Backend;
import bn.cli.console.Console;
import bn.cli.console.TextTable;
import bn.experiments.identity.IdentityCase;
import bn.experiments.result.Provenance;
import java.util.List;

/** The results of {@code bn verify}: text, and as a record the JSON. */
public record VerificationListing(List<IdentityCase> cases, boolean passed, long seed, Provenance provenance) {

    /** The results of a backend. */
    public static VerificationListing of(List<IdentityCase> cases, long seed, Backend backend) {
        return new VerificationListing(cases, cases.stream().allMatch(IdentityCase::passed), seed, Provenance.of(backend));
    }

    /** Prints a row for each case, and the verdict. */
    public void print(Console console) {
        TextTable table = new TextTable("dtype", "batch x inputs x units", "eps", "largest relative error", "bar", "");
        for (IdentityCase one : cases) {
            table.row(one.dtype(), one.shape(), RateNumbers.error(one.eps()), RateNumbers.error(one.maxRelativeError()),
                    RateNumbers.error(one.bar()), one.passed() ? "passed" : "FAILED");
        }
        console.print(table.toString());
        console.print("Backend " + provenance.backend() + (passed ? ": all " + cases.size() + " cases passed."
                : ": some cases FAILED: do not trust its gradients."));
    }
}
