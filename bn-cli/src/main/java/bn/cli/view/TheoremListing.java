package bn.cli.view;

import bn.api.backend.Backend;
import bn.cli.console.Console;
import bn.cli.console.TextTable;
import bn.experiments.result.Provenance;
import bn.experiments.verify.TheoremResult;
import java.util.List;

/** The results of {@code bn verify --all}: text, and as a record the JSON. */
public record TheoremListing(List<TheoremResult> results, boolean passed, long seed, Provenance provenance) {

    /** The results of a backend. */
    public static TheoremListing of(List<TheoremResult> results, long seed, Backend backend) {
        return new TheoremListing(results, results.stream().allMatch(TheoremResult::passed), seed, Provenance.of(backend));
    }

    /** Prints a row for each theorem, and the verdict. */
    public void print(Console console) {
        TextTable table = new TextTable("result", "error", "bar", "", "what was compared");
        for (TheoremResult one : results) {
            table.row(one.theorem(), RateNumbers.error(one.error()), RateNumbers.error(one.bar()),
                    one.passed() ? "passed" : "FAILED",
                    one.compared());
        }
        console.print(table.toString());
        console.print(passed ? "All " + results.size() + " results held, with seed " + seed + "."
                : "Some results FAILED: that is a bug, or an unlucky seed for T9, T10 and T16, which are sampled; try another --seed.");
    }
}
