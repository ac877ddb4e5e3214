package bn.experiments.report.svg;

import bn.experiments.report.Axis;
import bn.experiments.report.Point;
import bn.experiments.report.Series;
import bn.experiments.report.XyChart;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The points of a series as they are plotted. Points that cannot be plotted are counted; they are NaN here, so that the line has
 * a gap.
 *
 * @param x           horizontal coordinates
 * @param y           vertical coordinates
 * @param low         lower ends of intervals; NaN if there is none, or if it is not positive on a logarithmic axis
 * @param high        upper ends of intervals; NaN if there is no interval
 * @param notPositive how many points were left out because they are not positive on a logarithmic axis
 * @param notFinite   how many points were left out because a coordinate is not finite
 */
record PlottedPoints(double[] x, double[] y, double[] low, double[] high, int notPositive, int notFinite) {

    static PlottedPoints of(Series series, XyChart chart) {
        int n = series.points().size();
        double[][] places = new double[4][n];
        int notPositive = 0;
        int notFinite = 0;
        for (int i = 0; i < n; i++) {
            Point point = series.points().get(i);
            boolean finite = Double.isFinite(point.x()) && Double.isFinite(point.y());
            boolean placed = finite && hasPlace(point.x(), chart.x()) && hasPlace(point.y(), chart.y());
            boolean interval = placed && point.interval() && hasPlace(point.high(), chart.y());
            places[0][i] = placed ? point.x() : Double.NaN;
            places[1][i] = placed ? point.y() : Double.NaN;
            places[2][i] = interval && hasPlace(point.low(), chart.y()) ? point.low() : Double.NaN;
            places[3][i] = interval ? point.high() : Double.NaN;
            notFinite += finite ? 0 : 1;
            notPositive += finite && !placed ? 1 : 0;
        }
        return new PlottedPoints(places[0], places[1], places[2], places[3], notPositive, notFinite);
    }

    private static boolean hasPlace(double value, Axis axis) {
        return axis.scale() != Axis.Scale.LOG || value > 0;
    }

    /** The values that the vertical axis has to include: the points, and the ends of intervals that are not below a floor. */
    double[] heights(double floor) {
        return DoubleStream.concat(DoubleStream.of(y), Stream.of(low, high).flatMapToDouble(DoubleStream::of)
                .filter(end -> end >= floor)).toArray();
    }

    boolean hasInterval(int point) {
        return !Double.isNaN(high[point]);
    }

    boolean hasIntervals() {
        return IntStream.range(0, high.length).anyMatch(this::hasInterval);
    }

    /** The largest number of points next to each other that are all plotted. */
    int longestRun() {
        int longest = 0;
        int run = 0;
        for (double each : x) {
            run = Double.isNaN(each) ? 0 : run + 1;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    /** Whether a point has no neighbour to draw a line to, so that it needs a marker to be visible. */
    boolean hasLonePoint() {
        for (int i = 0; i < x.length; i++) {
            boolean before = i > 0 && !Double.isNaN(x[i - 1]);
            boolean after = i + 1 < x.length && !Double.isNaN(x[i + 1]);
            if (!Double.isNaN(x[i]) && !before && !after) {
                return true;
            }
        }
        return false;
    }

    /**
     * The index of the rightmost point of a curve; -1 if there are no points, or x neither increases nor decreases throughout.
     */
    int end() {
        int[] drawn = IntStream.range(0, x.length).filter(i -> !Double.isNaN(x[i])).toArray();
        int n = drawn.length;
        boolean rises = IntStream.range(1, n).allMatch(k -> x[drawn[k]] > x[drawn[k - 1]]);
        boolean falls = IntStream.range(1, n).allMatch(k -> x[drawn[k]] < x[drawn[k - 1]]);
        return n == 0 ? -1 : rises ? drawn[n - 1] : falls ? drawn[0] : -1;
    }

    /** Notes for the reader about the points that were left out. */
    List<String> notes(String name) {
        List<String> notes = new ArrayList<>();
        if (x.length == 0) {
            notes.add(name + ": no points.");
        }
        if (notPositive > 0) {
            notes.add(name + ": " + points(notPositive)
                    + " at or below zero not drawn, since a logarithmic axis has no place there.");
        }
        if (notFinite > 0) {
            notes.add(name + ": " + points(notFinite) + " without a finite value not drawn.");
        }
        return notes;
    }

    private static String points(int n) {
        return n + (n == 1 ? " point" : " points");
    }
}
