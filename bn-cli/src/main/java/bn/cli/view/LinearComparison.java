package bn.cli.view;

import bn.cli.console.TextTable;
import bn.experiments.rate.RateChoices;
import bn.experiments.result.Csv;
import bn.theory.linear.LinearRates;
import bn.theory.selection.JamesStein;
import bn.theory.selection.SelectedRate;
import java.util.List;

/** The results of {@code bn rate linear --compare}: the tuned rate of each target next to the rates that other methods choose. */
public record LinearComparison(List<String> targets, LinearRates tuned, List<RateChoices> choices) {

    /** A row for each target, and a legend. */
    public String table(String targetHeader) {
        TextTable table = new TextTable(targetHeader, "lambda", "lambda JS", "gamma JS", "alpha", "ridge LOO", "ridge GCV",
                "ridge evidence");
        for (int k = 0; k < targets.size(); k++) {
            RateChoices choice = choices.get(k);
            JamesStein shrunk = choice.jamesStein();
            table.row(targets.get(k), RateNumbers.significant(tuned.lambda()[k]),
                    shrunk == null ? "-" : Double.isInfinite(shrunk.lambda()) ? "infinite"
                            : RateNumbers.significant(shrunk.lambda()),
                    shrunk == null ? "-" : RateNumbers.significant(shrunk.gamma()), RateNumbers.significant(tuned.alpha()[k]),
                    cell(choice.leaveOneOut()), cell(choice.generalizedCrossValidation()), cell(choice.evidence()));
        }
        return table + "lambda: data-weighted penalty, tuned by batch norm (gamma " + tuned.gamma()
                + ") and chosen by James-Stein,\nwhich batch norm would tune at gamma JS. alpha: the L2 rate that pulls as hard as lambda. ridge: the L2 rate\n"
                + "chosen by leave-one-out, generalized cross-validation and evidence; < and > at the border of the search.\n";
    }

    private static String cell(SelectedRate selected) {
        return switch (selected.border()) {
            case NONE -> "";
            case LOWEST -> "<";
            case HIGHEST -> ">";
        } + RateNumbers.significant(selected.rate());
    }

    /** A row for each target. */
    public String csv() {
        Csv csv = new Csv(List.of("target", "gamma", "lambda", "alpha", "lambdaJamesStein", "gammaJamesStein", "noiseVariance",
                "leaveOneOut", "leaveOneOutBorder", "leaveOneOutError", "generalizedCrossValidation",
                "generalizedCrossValidationBorder", "generalizedCrossValidationError", "evidence", "evidenceBorder",
                "negativeLogEvidence"));
        for (int k = 0; k < targets.size(); k++) {
            RateChoices choice = choices.get(k);
            JamesStein shrunk = choice.jamesStein();
            SelectedRate rows = choice.leaveOneOut();
            SelectedRate generalized = choice.generalizedCrossValidation();
            SelectedRate evidence = choice.evidence();
            csv.row(targets.get(k), tuned.gamma(), tuned.lambda()[k], tuned.alpha()[k], shrunk == null ? null : shrunk.lambda(),
                    shrunk == null ? null : shrunk.gamma(), shrunk == null ? null : shrunk.noiseVariance(), rows.rate(),
                    rows.border(), rows.value(), generalized.rate(), generalized.border(), generalized.value(), evidence.rate(),
                    evidence.border(), evidence.value());
        }
        return csv.toString();
    }
}
