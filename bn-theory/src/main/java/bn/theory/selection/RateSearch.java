package bn.theory.selection;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Minimizes a criterion over the rate. The criterion may have several minima, so the first grid covers the whole range with three
 * rates per decade. The lower end is 1e-3 of the least eigenvalue of the inputs' covariance, or 1e-10 of the largest one if that
 * is less: there ridge regression equals least squares. The upper end is 1e3 of the largest eigenvalue: there the weights are 0
 * to three digits. Two grids around the best rate follow, each eight times as fine. The result is the minimum of the polynomial
 * through five points of the last grid, which are 1/192 decade apart. For a smooth criterion it is accurate to more than the six
 * digits that are returned.
 */
public final class RateSearch {
    private static final double LOWEST = -10;
    private static final double BELOW_THE_LEAST = 3;
    private static final double HIGHEST = 3;
    private static final int PER_DECADE = 3;
    private static final int FINER = 8;
    private static final int REFINEMENTS = 2;
    /** Number of evaluations of the criterion. */
    public static final int PASSES = 1 + REFINEMENTS + 1;
    /** Relative difference of values that counts as none: far above rounding, far below any difference that matters. */
    private static final double TIE = 1e-12;
    private static final MathContext GIVEN = new MathContext(6);

    private final double scale;
    private final double lowest;

    /**
     * A search.
     *
     * @param least least positive eigenvalue of the inputs' covariance
     * @param largest largest eigenvalue
     */
    public RateSearch(double least, double largest) {
        scale = largest;
        lowest = Math.min(LOWEST, Math.floor(Math.log10(least / largest)) - BELOW_THE_LEAST);
    }

    /** The best rate of each target. */
    public List<SelectedRate> minimize(int targets, SelectionCriterion criterion) {
        List<Best> best = Stream.generate(Best::new).limit(targets).toList();
        double step = 1.0 / PER_DECADE;
        for (int pass = 0; pass <= REFINEMENTS; pass++) {
            double distance = step;
            double[][] grids = best.stream().map(one -> one.grid(distance)).toArray(double[][]::new);
            double[][] values = criterion.evaluate(rates(grids));
            for (int k = 0; k < targets; k++) {
                best.get(k).improve(grids[k], values[k]);
            }
            step /= FINER;
        }
        double[][] vertices = best.stream().map(one -> new double[] {one.vertex()}).toArray(double[][]::new);
        double[][] values = criterion.evaluate(rates(vertices));
        for (int k = 0; k < targets; k++) {
            best.get(k).accept(vertices[k][0], values[k][0]);
        }
        return best.stream().map(this::selected).toList();
    }

    /** The best rate so far for a target, as a power of ten. */
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

        /** The minimum of the polynomial through five points of the last grid around the best one. */
        double vertex() {
            int best = 0;
            for (int i = 1; i < values.length; i++) {
                best = values[i] < values[best] ? i : best;
            }
            int from = Math.min(values.length - QuarticInterpolation.COUNT, Math.max(0, best - QuarticInterpolation.COUNT / 2));
            double distance = exponents[from + 1] - exponents[from];
            double width = exponents[from + QuarticInterpolation.COUNT - 1] - exponents[from];
            if (width < (QuarticInterpolation.COUNT - 1.5) * distance || distance == 0) {
                // The grid is cut off at an end of the range.
                return exponents[best];
            }
            return exponents[best] + (new QuarticInterpolation(values, from).minimum(best - from) - (best - from)) * distance;
        }

        void accept(double vertex, double found) {
            if (found - value <= TIE * Math.abs(value)) {
                exponent = vertex;
                value = found;
            }
        }

        /** Whether an end of the range is as good up to rounding; criteria are flat at the ends. */
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

    private SelectedRate selected(Best best) {
        if (best.noBetterThan(best.lowestValue)) {
            return selected(lowest, best.lowestValue, SelectedRate.Border.LOWEST);
        }
        if (best.noBetterThan(best.highestValue)) {
            return selected(HIGHEST, best.highestValue, SelectedRate.Border.HIGHEST);
        }
        return selected(best.exponent, best.value, SelectedRate.Border.NONE);
    }

    private SelectedRate selected(double exponent, double value, SelectedRate.Border border) {
        return new SelectedRate(new BigDecimal(rate(exponent)).round(GIVEN).doubleValue(), value, border);
    }
}
