package bn.cli.view;

import static bn.cli.view.RateNumbers.number;
import static bn.experiments.result.Csv.finite;

import bn.cli.console.TextTable;
import bn.experiments.rate.LayerArrays;
import bn.experiments.result.Csv;
import bn.theory.unit.UnitRate;
import bn.theory.unit.VarianceConstraint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The results of {@code bn rate from-gradients}: a table, sentences, CSV, and as a record the JSON. NaN, in JSON null, stands for what
 * is not defined (rates where gamma is 0) or not known (everything that needs v and S, where they were not given).
 *
 * @param violations the number of units for which T1 does not hold
 */
public record GradientListing(List<UnitRow> units, int violations) {
    private static final int SHOWN = 10;

    /** A unit: the norm of its v, the spread v.Sv, the ratio of v.Sv to gamma^2, and whether that ratio is as T1 says. */
    public record UnitRow(int unit, double gamma, double lambda, double alpha, double norm, double spread, double constraintRatio,
            Boolean constraintHolds) {

        private boolean violates() {
            return Boolean.FALSE.equals(constraintHolds);
        }

        private static UnitRow of(int unit, UnitRate rate, VarianceConstraint constraint, OptionalDouble eps) {
            return new UnitRow(unit, rate.gamma(), rate.lambda(), rate.alpha(), Math.sqrt(rate.squaredNorm()),
                    constraint.outputVariance(), constraint.ratio(), constraint.holds(eps));
        }

        private static UnitRow of(int unit, UnitRate rate) {
            return new UnitRow(unit, rate.gamma(), rate.lambda(), Double.NaN, Double.NaN, Double.NaN, Double.NaN, null);
        }
    }

    /** The results for a layer, with the eps of its batch norm if that is known. */
    public static GradientListing of(LayerArrays arrays, OptionalDouble eps) {
        List<UnitRate> rates = arrays.rates().units();
        List<UnitRow> rows = new ArrayList<>();
        for (int k = 0; k < rates.size(); k++) {
            rows.add(arrays.constraints().isEmpty() ? UnitRow.of(k + 1, rates.get(k))
                    : UnitRow.of(k + 1, rates.get(k), arrays.constraints().get(k), eps));
        }
        return new GradientListing(rows, (int) rows.stream().filter(UnitRow::violates).count());
    }

    private boolean hasWeights() {
        return units.get(0).constraintHolds() != null;
    }

    /** The first units. */
    public String table() {
        TextTable table = hasWeights() ? new TextTable("unit", "gamma", "lambda", "alpha", "|v|", "v.Sv", "v.Sv / gamma^2")
                : new TextTable("unit", "gamma", "lambda");
        for (UnitRow unit : units.subList(0, Math.min(SHOWN, units.size()))) {
            List<String> cells = List.of(String.valueOf(unit.unit()), number(unit.gamma()), number(unit.lambda()),
                    number(unit.alpha()), number(unit.norm()), number(unit.spread()), ratio(unit));
            table.row(cells.subList(0, hasWeights() ? cells.size() : 3).toArray(String[]::new));
        }
        int left = units.size() - SHOWN;
        return table + (left > 0 ? left + " more units in gradient-rates.csv (--out DIR) and with --format json\n" : "");
    }

    /** With as many digits as float32 has: what matters is the difference from 1. */
    private static String ratio(UnitRow unit) {
        return Double.isNaN(unit.constraintRatio()) ? "-" : String.format(Locale.ROOT, "%.7f", unit.constraintRatio());
    }

    /** The whole layer in one line. */
    public String summary() {
        var lambda = units.stream().mapToDouble(UnitRow::lambda).filter(x -> !Double.isNaN(x)).summaryStatistics();
        if (lambda.getCount() == 0) {
            return units.size() + " units, none with a rate: gamma is 0";
        }
        var alpha = units.stream().mapToDouble(UnitRow::alpha).filter(x -> !Double.isNaN(x)).summaryStatistics();
        long without = units.size() - lambda.getCount();
        return units.size() + " units: lambda mean " + number(lambda.getAverage()) + ", least " + number(lambda.getMin())
                + ", largest " + number(lambda.getMax())
                + (alpha.getCount() > 0 ? "; alpha mean " + number(alpha.getAverage()) : "")
                + (without > 0 ? "; " + without + " without a rate, as gamma is 0" : "");
    }

    /** What it means that T1 does not hold for some unit, in one line. */
    public String violation() {
        UnitRow worst = units.stream().filter(UnitRow::violates)
                .max(Comparator.comparingDouble(unit -> Math.abs(unit.constraintRatio() - 1))).orElseThrow();
        return "v.Sv / gamma^2 is not as T1 says for " + violations + " of " + units.size() + " units, most of all unit "
                + worst.unit() + " with " + ratio(worst)
                + ", so gamma, v and S do not belong together and alpha is wrong: was v folded with "
                + "running statistics, or is it not folded (w, not gamma w / s)? Is S of other data, divided by N - 1, or summed in float32 "
                + "over many examples?";
    }

    /** A row for each unit. */
    public String csv() {
        Csv csv = new Csv(List.of("unit", "gamma", "lambda", "alpha", "norm", "spread", "constraintRatio", "constraintHolds"));
        units.forEach(unit -> csv.row(unit.unit(), unit.gamma(), finite(unit.lambda()), finite(unit.alpha()), finite(unit.norm()),
                finite(unit.spread()), finite(unit.constraintRatio()), unit.constraintHolds()));
        return csv.toString();
    }
}
