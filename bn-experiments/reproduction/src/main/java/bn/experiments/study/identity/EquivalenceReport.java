package bn.experiments.study.identity;

import bn.experiments.report.Axis;
import bn.experiments.report.Block;
import bn.experiments.report.Cell;
import bn.experiments.report.Claim;
import bn.experiments.report.Figure;
import bn.experiments.report.NumberText;
import bn.experiments.report.ReferenceLine;
import bn.experiments.report.Series;
import bn.experiments.report.Table;
import bn.experiments.report.XyChart;
import bn.experiments.study.Estimate;
import bn.experiments.study.Evidence;
import bn.experiments.study.Findings;
import bn.experiments.study.Observation;
import bn.experiments.study.Results;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/** The claims of the experiment. */
final class EquivalenceReport {
    private final Evidence evidence;
    private final Results results;
    private final Results all;

    private EquivalenceReport(Evidence evidence) {
        this.evidence = evidence;
        results = evidence.results();
        all = results.where("inputs", EquivalenceTrial.ALL);
    }

    /** The findings of the experiment. */
    static Findings of(Evidence evidence) {
        return new EquivalenceReport(evidence).findings();
    }

    private Findings findings() {
        return new Findings(protocol(), claims(), List.<Block>of(Figure.of(differences()), Figure.of(rates()), table()),
                meaning());
    }

    private List<Claim> claims() {
        List<Claim> claims = new ArrayList<>();
        if (results.quantity("over bound").isEmpty()) {
            claims.add(evidence.notApplicable("difference", "no problem had rates that are all above 0"));
        } else {
            claims.add(evidence.judge("difference", results.largest("over bound").largest()));
        }
        claims.add(evidence.judge("converged", least(results.quantity("converged"))));
        Results outside = results.quantity("over least");
        if (outside.isEmpty()) {
            claims.add(evidence.notApplicable("outside", "no rate was negative"));
            claims.add(evidence.notApplicable("outside-size", "no rate was negative"));
        } else {
            claims.add(evidence.judge("outside", least(outside)));
            claims.add(evidence.judge("outside-size", results.mean("other difference").estimate()));
        }
        return claims;
    }

    private static double least(Results quantity) {
        return values(quantity).getMin();
    }

    private static DoubleSummaryStatistics values(Results quantity) {
        return quantity.observations().stream().mapToDouble(Observation::value).summaryStatistics();
    }

    private XyChart differences() {
        List<Series> series = new ArrayList<>();
        for (String inputs : results.levels("inputs")) {
            Results those = results.where("inputs", inputs);
            series.add(those.quantity("difference").series(inputs + ", no rate negative", Series.Style.MARKERS, "gamma",
                    "difference"));
            if (!those.quantity("other difference").isEmpty()) {
                series.add(those.series(inputs + ", negative rates left out", Series.Style.MARKERS, "gamma", "other difference"));
            }
        }
        return new XyChart("Difference of the two solutions, by the inputs", Axis.log("γ"),
                Axis.log("difference of v / v, in the norm of S"), series, List.of());
    }

    private XyChart rates() {
        return new XyChart("Rate that batch norm tuned, mean of the classes, all inputs", Axis.log("γ"), Axis.linear("λ"),
                all.levels("backend").stream().map(backend -> all.where("backend", backend).series(backend,
                        Series.Style.LINE_AND_MARKERS, "gamma", "lambda")).toList(),
                List.of(ReferenceLine.horizontal(0, "no penalty")));
    }

    private Table table() {
        List<List<Cell>> rows = new ArrayList<>();
        for (String inputs : results.levels("inputs")) {
            for (String gamma : results.levels("gamma")) {
                Results those = results.where("inputs", inputs).where("gamma", gamma);
                DoubleSummaryStatistics certified = values(those.quantity("certified"));
                rows.add(List.of(Cell.text(inputs), Cell.text(gamma), Cell.number(least(those.quantity("lambda"))),
                        Cell.text(NumberText.of(certified.getSum()) + " of " + certified.getCount()),
                        largest(those.quantity("difference")), largest(those.quantity("other difference"))));
            }
        }
        return new Table("Over seeds and backends", List.of("inputs", "γ", "least λ of a class", "certificate holds",
                "largest difference, same rates", "largest difference, negative rates left out"), rows);
    }

    private static Cell largest(Results quantity) {
        return quantity.isEmpty() ? Cell.text("") : Cell.number(values(quantity).getMax());
    }

    private List<String> protocol() {
        return List.of(
                "Softmax regression with batch-normalized outputs (γ fixed, β free, full batch of "
                        + EquivalenceTrial.examples(evidence.protocol()) + " examples that the seed draws"
                        + (evidence.protocol().data().poolable() ? ", images averaged over 2 × 2 pixels" : "")
                        + ", ε 0, float64) is solved through the backend's "
                        + "batch-norm kernels, and λₖ = −(∂L/∂γₖ) / γ read off at the optimum.",
                "Then the explicit problem without any batch norm, the cross-entropy plus the sum of (λₖ / 2) vₖ·Svₖ with these "
                        + "constants, is solved from v = 0. It is convex if every λₖ is at least 0: then the optimum of batch norm is "
                        + "certified to be global. The final gradients bound how far the two solutions may be apart, if every λₖ is "
                        + "above 0.",
                "If a λₖ is negative, the explicit problem has no minimum, and the certificate says that it does not hold. There the "
                        + "convex problem with 0 in place of the negative rates is solved instead. By T7 negative rates need a γ "
                        + "that is large for the classes, and are to be expected if there are fewer directions than classes. So "
                        + "everything is done a second time on as many principal components as half the number of classes.");
    }

    private List<String> meaning() {
        List<String> text = new ArrayList<>();
        for (String inputs : results.levels("inputs")) {
            DoubleSummaryStatistics certified = values(results.where("inputs", inputs).quantity("certified"));
            text.add("Inputs: " + inputs + ". " + NumberText.of(certified.getSum()) + " of " + certified.getCount()
                    + " problems have no negative rate"
                    + (certified.getMax() == 0 ? "."
                            : ": there the solution with batch norm is that of ordinary penalized regression, "
                                    + "with a rate for each class that was not chosen by hand."));
        }
        if (!results.quantity("other difference").isEmpty()) {
            text.add(
                    "Where a rate is negative, the class wants weights that are smaller than γ lets them be. No penalty with these "
                            + "rates has that solution. Without the negative rates the weights differ by "
                            + results.mean("other difference").estimate().text() + " of their length.");
        }
        List<String> gammas = all.levels("gamma");
        String last = gammas.get(gammas.size() - 1);
        Estimate small = all.where("gamma", gammas.get(0)).mean("lambda").estimate();
        Estimate large = all.where("gamma", last).mean("lambda").estimate();
        text.add("The rate depends on γ: with all inputs mean λ is " + small.text() + " at γ = " + gammas.get(0) + " and "
                + large.text() + " at γ = " + last + ". A larger γ leaves the weights more room, so the constraint pulls less.");
        return text;
    }
}
