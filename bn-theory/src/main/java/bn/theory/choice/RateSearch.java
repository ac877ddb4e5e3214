package bn.theory.choice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Minimizes a criterion over the rate. It may have several minima, so the whole range is tried on a grid of three rates a decade, from
 * 1e-10 to 1e3 of the largest eigenvalue of the inputs' covariance: below, ridge regression is least squares, above, its weights are
 * 0 to three digits. Then grids around the best rate, each eight times as fine.
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
        int count = (int) Math.round((HIGHEST - LOWEST) * PER_DECADE) + 1;
        double[][] exponents = new double[targets][count];
        for (double[] grid : exponents) {
            Arrays.setAll(grid, i -> LOWEST + (double) i / PER_DECADE);
        }
        double[][] values = criterion.at(rates(exponents));
        double[] best = new double[targets];
        double[] least = new double[targets];
        double[][] ends = new double[targets][];
        for (int k = 0; k < targets; k++) {
            ends[k] = new double[] {values[k][0], values[k][count - 1]};
            least[k] = Double.POSITIVE_INFINITY;
        }
        double step = 1.0 / PER_DECADE;
        for (int pass = 0; pass <= refinements; pass++) {
            for (int k = 0; k < targets; k++) {
                for (int i = 0; i < values[k].length; i++) {
                    if (values[k][i] < least[k]) {
                        least[k] = values[k][i];
                        best[k] = exponents[k][i];
                    }
                }
            }
            if (pass < refinements) {
                for (int k = 0; k < targets; k++) {
                    exponents[k] = around(best[k], step);
                }
                step /= FINER;
                values = criterion.at(rates(exponents));
            }
        }
        List<Choice> choices = new ArrayList<>();
        for (int k = 0; k < targets; k++) {
            choices.add(choice(best[k], least[k], ends[k]));
        }
        return choices;
    }

    private static double[] around(double centre, double reach) {
        double[] grid = new double[2 * FINER + 1];
        Arrays.setAll(grid, i -> Math.min(HIGHEST, Math.max(LOWEST, centre + reach * (i - FINER) / FINER)));
        return grid;
    }

    private double[][] rates(double[][] exponents) {
        return Arrays.stream(exponents).map(grid -> Arrays.stream(grid).map(this::rate).toArray()).toArray(double[][]::new);
    }

    private double rate(double exponent) {
        return scale * Math.pow(10, exponent);
    }

    /** Towards its ends a criterion is flat: where the end is no worse up to rounding, the minimum inside means nothing. */
    private Choice choice(double exponent, double value, double[] ends) {
        if (ends[0] - value <= TIE * Math.max(Math.abs(ends[0]), Math.abs(value))) {
            return new Choice(rate(LOWEST), ends[0], Choice.Border.LOWEST);
        }
        if (ends[1] - value <= TIE * Math.max(Math.abs(ends[1]), Math.abs(value))) {
            return new Choice(rate(HIGHEST), ends[1], Choice.Border.HIGHEST);
        }
        return new Choice(rate(exponent), value, Choice.Border.NONE);
    }
}
