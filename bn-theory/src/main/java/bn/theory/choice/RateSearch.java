package bn.theory.choice;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Minimizes a criterion over the rate. It may have several minima, so the whole range is tried on a grid of three rates a decade,
 * from 1e-10 to 1e3 of the largest eigenvalue of the inputs' covariance: above, the weights of ridge regression are 0 to
 * three digits. Then come grids around the best rate, each eight times as fine.
 */
public final class RateSearch {
    private static final double LOWEST = -10;
    private static final double HIGHEST = 3;
    private static final int PER_DECADE = 3;
    private static final int FINER = 8;
    /** Far above the rounding of a criterion and far below what could matter. */
    private static final double TIE = 1e-12;

    private final double scale;
    private final int refinements;

    /**
     * A search.
     *
     * @param scale the largest eigenvalue
     * @param refinements how many finer grids follow; after n of them the rate is known to 1/(3 * 8^n) decades
     */
    public RateSearch(double scale, int refinements) {
        this.scale = scale;
        this.refinements = refinements;
    }

    /** How often it evaluates the criterion. */
    public int passes() {
        return 1 + refinements;
    }

    /** The best rate of each target. */
    public List<Choice> minimize(int targets, Criterion criterion) {
        List<Best> best = Stream.generate(Best::new).limit(targets).toList();
        for (int pass = 0; pass <= refinements; pass++) {
            double[][] exponents = best.stream().map(Best::grid).toArray(double[][]::new);
            double[][] values = criterion.at(rates(exponents));
            for (int k = 0; k < targets; k++) {
                best.get(k).improve(exponents[k], values[k]);
            }
        }
        return best.stream().map(this::choice).toList();
    }

    /** The best of the rates that were tried for a target, as powers of ten. */
    private static final class Best {
        private double exponent;
        private double value = Double.POSITIVE_INFINITY;
        /** Distance of the last grid; NaN before the first, which covers the range. */
        private double step = Double.NaN;
        private double lowestValue;
        private double highestValue;

        double[] grid() {
            if (Double.isNaN(step)) {
                double[] grid = new double[(int) Math.round((HIGHEST - LOWEST) * PER_DECADE) + 1];
                Arrays.setAll(grid, i -> LOWEST + (double) i / PER_DECADE);
                return grid;
            }
            double[] grid = new double[2 * FINER + 1];
            Arrays.setAll(grid, i -> Math.min(HIGHEST, Math.max(LOWEST, exponent + step * (i - FINER) / FINER)));
            return grid;
        }

        void improve(double[] exponents, double[] values) {
            if (Double.isNaN(step)) {
                lowestValue = values[0];
                highestValue = values[values.length - 1];
                step = 1.0 / PER_DECADE;
            } else {
                step /= FINER;
            }
            for (int i = 0; i < values.length; i++) {
                if (values[i] < value) {
                    value = values[i];
                    exponent = exponents[i];
                }
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
            return new Choice(rate(LOWEST), best.lowestValue, Choice.Border.LOWEST);
        }
        if (best.noBetterThan(best.highestValue)) {
            return new Choice(rate(HIGHEST), best.highestValue, Choice.Border.HIGHEST);
        }
        return new Choice(rate(best.exponent), best.value, Choice.Border.NONE);
    }
}
