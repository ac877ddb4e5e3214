package bn.cli.command;

import static bn.cli.command.RateNumbers.known;
import static bn.cli.command.RateNumbers.number;

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
 * What {@code bn rate from-gradients} found, as it is printed as JSON. NaN, which becomes null, is what is not defined (rates
 * where gamma is 0) or not known (all that needs v and S, where there are none).
 *
 * @param violations the number of units for which T1 does not hold
 */
record GradientListing(List<UnitRow> units, int violations) {
    private static final int SHOWN = 10;

    /** A unit: of its v the norm, the spread v.Sv, the ratio of that to gamma^2, and whether it is as T1 says. */
    record UnitRow(int unit, double gamma, double lambda, double alpha, double norm, double spread, double constraintRatio,
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

    static GradientListing of(LayerArrays arrays, OptionalDouble eps) {
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

    String table() {
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

    /** With the digits that float32 has: what matters is by how much it differs from 1. */
    private static String ratio(UnitRow unit) {
        return Double.isNaN(unit.constraintRatio()) ? "-" : String.format(Locale.ROOT, "%.7f", unit.constraintRatio());
    }

    /** One line on the layer. */
    String summary() {
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

    /** What it means that T1 does not hold for some unit, in a line. */
    String violation() {
        UnitRow worst = units.stream().filter(UnitRow::violates)
                .max(Comparator.comparingDouble(unit -> Math.abs(unit.constraintRatio() - 1))).orElseThrow();
        return "v.Sv / gamma^2 is not as T1 says for " + violations + " of " + units.size() + " units, most of all unit "
                + worst.unit() + " with " + ratio(worst) + ", so gamma, v and S do not belong together and alpha is wrong: was v folded with "
                + "running statistics, or is it not folded (w, not gamma w / s)? Is S of other data, divided by N - 1, or summed in float32 "
                + "over many examples?";
    }

    String csv() {
        Csv csv = new Csv(List.of("unit", "gamma", "lambda", "alpha", "norm", "spread", "constraintRatio", "constraintHolds"));
        units.forEach(unit -> csv.row(unit.unit(), unit.gamma(), known(unit.lambda()), known(unit.alpha()), known(unit.norm()),
                known(unit.spread()), known(unit.constraintRatio()), unit.constraintHolds()));
        return csv.toString();
    }
}
