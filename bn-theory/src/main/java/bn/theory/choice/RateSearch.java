package bn.theory.choice;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Minimizes a criterion over the rate. It may have several minima, so the whole range is tried on a grid of three rates a decade:
 * from a thousandth of the least eigenvalue of the inputs' covariance, or 1e-10 of the largest if that is less, below which ridge
 * regression is least squares, to 1e3 of the largest, above which its weights are 0 to three digits. Then come two grids around
 * the best rate, each eight times as fine, and last the minimum of the polynomial through five points of the last one: of a smooth
 * criterion it is right to more than the six digits that are given, as the points are 1/192 decade apart.
 */
public final class RateSearch {
    private static final double LOWEST = -10;
    private static final double BELOW_THE_LEAST = 3;
    private static final double HIGHEST = 3;
    private static final int PER_DECADE = 3;
    private static final int FINER = 8;
    private static final int REFINEMENTS = 2;
    /** How often the criterion is evaluated. */
    public static final int PASSES = 1 + REFINEMENTS + 1;
    /** Far above the rounding of a criterion and far below what could matter. */
    private static final double TIE = 1e-12;
    private static final MathContext GIVEN = new MathContext(6);

    private final double scale;
    private final double lowest;

    /**
     * A search.
     *
     * @param least the least eigenvalue, positive
     * @param largest the largest eigenvalue
     */
    public RateSearch(double least, double largest) {
        scale = largest;
        lowest = Math.min(LOWEST, Math.floor(Math.log10(least / largest)) - BELOW_THE_LEAST);
    }

    /** The best rate of each target. */
    public List<Choice> minimize(int targets, Criterion criterion) {
        List<Best> best = Stream.generate(Best::new).limit(targets).toList();
        double step = 1.0 / PER_DECADE;
        for (int pass = 0; pass <= REFINEMENTS; pass++) {
            double distance = step;
            double[][] grids = best.stream().map(one -> one.grid(distance)).toArray(double[][]::new);
            double[][] values = criterion.at(rates(grids));
            for (int k = 0; k < targets; k++) {
                best.get(k).improve(grids[k], values[k]);
            }
            step /= FINER;
        }
        double[][] vertices = best.stream().map(one -> new double[] {one.vertex()}).toArray(double[][]::new);
        double[][] values = criterion.at(rates(vertices));
        for (int k = 0; k < targets; k++) {
            best.get(k).accept(vertices[k][0], values[k][0]);
        }
        return best.stream().map(this::choice).toList();
    }

    /** The best of the rates that were tried for a target, as powers of ten. */
    private final class Best {
        private double exponent = Double.NaN;
        private double value = Double.POSITIVE_INFINITY;
        private double[] exponents = {};
        private double[] values = {};
        private double lowestValue;
        private double highestValue;

        /** The first grid covers the range. */
        double[] grid(double distance) {
            double[] grid = new double[exponents.length == 0 ? (int) Math.round((HIGHEST - lowest) * PER_DECADE) + 1
                    : 2 * FINER + 1];
            Arrays.setAll(grid, i -> exponents.length == 0 ? lowest + (double) i / PER_DECADE
                    : Math.min(HIGHEST, Math.max(lowest, exponent + distance * (i - FINER))));
            return grid;
        }

        void improve(double[] grid, double[] found) {
            if (exponents.length == 0) {
                lowestValue = found[0];
                highestValue = found[found.length - 1];
            }
            exponents = grid;
            values = found;
            for (int i = 0; i < found.length; i++) {
                if (found[i] < value) {
                    value = found[i];
                    exponent = grid[i];
                }
            }
        }

        /** Where the polynomial through five points of the last grid, around the best one, is least. */
        double vertex() {
            int best = 0;
            for (int i = 1; i < values.length; i++) {
                best = values[i] < values[best] ? i : best;
            }
            int from = Math.min(values.length - FivePoints.COUNT, Math.max(0, best - FivePoints.COUNT / 2));
            double distance = exponents[from + 1] - exponents[from];
            if (exponents[from + FivePoints.COUNT - 1] - exponents[from] < (FivePoints.COUNT - 1.5) * distance || distance == 0) {
                // Cut off at a border.
                return exponents[best];
            }
            return exponents[best] + (new FivePoints(values, from).minimum(best - from) - (best - from)) * distance;
        }

        void accept(double vertex, double found) {
            if (found - value <= TIE * Math.abs(value)) {
                exponent = vertex;
                value = found;
            }
        }

        /** Whether an end of the range is no worse, up to rounding: criteria are flat there. */
        boolean noBetterThan(double end) {
            return end - value <= TIE * Math.max(Math.abs(end), Math.abs(value));
        }
    }

    private double[][] rates(double[][] exponents) {
        return Arrays.stream(exponents).map(grid -> Arrays.stream(grid).map(this::rate).toArray()).toArray(double[][]::new);
    }

    private double rate(double exponent) {
        return scale * Math.pow(10, exponent);
    }

    private Choice choice(Best best) {
        if (best.noBetterThan(best.lowestValue)) {
            return choice(lowest, best.lowestValue, Choice.Border.LOWEST);
        }
        if (best.noBetterThan(best.highestValue)) {
            return choice(HIGHEST, best.highestValue, Choice.Border.HIGHEST);
        }
        return choice(best.exponent, best.value, Choice.Border.NONE);
    }

    private Choice choice(double exponent, double value, Choice.Border border) {
        return new Choice(new BigDecimal(rate(exponent)).round(GIVEN).doubleValue(), value, border);
    }
}
