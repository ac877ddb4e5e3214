package bn.experiments.report.svg;

import java.util.ArrayList;
import java.util.List;

import bn.experiments.report.Axis;
import bn.experiments.report.Point;
import bn.experiments.report.Series;
import bn.experiments.report.XyChart;

/**
 * The points of a series that have a place in a chart; the others are counted, and stand as NaN so that they break the line.
 *
 * @param x           horizontal places
 * @param y           vertical places
 * @param notPositive how many points were left out since a logarithmic axis has no place for them
 * @param notFinite   how many points were left out since a coordinate is not finite
 */
record PlottedPoints(double[] x, double[] y, int notPositive, int notFinite) {

    static PlottedPoints of(Series series, XyChart chart) {
        int n = series.points().size();
        double[] x = new double[n];
        double[] y = new double[n];
        int notPositive = 0;
        int notFinite = 0;
        for (int i = 0; i < n; i++) {
            Point point = series.points().get(i);
            boolean finite = Double.isFinite(point.x()) && Double.isFinite(point.y());
            boolean placed = finite && hasPlace(point.x(), chart.x()) && hasPlace(point.y(), chart.y());
            x[i] = placed ? point.x() : Double.NaN;
            y[i] = placed ? point.y() : Double.NaN;
            notFinite += finite ? 0 : 1;
            notPositive += finite && !placed ? 1 : 0;
        }
        return new PlottedPoints(x, y, notPositive, notFinite);
    }

    private static boolean hasPlace(double value, Axis axis) {
        return axis.scale() != Axis.Scale.LOG || value > 0;
    }

    /** Whether some point has no neighbour to draw a line to, and so needs a marker to be seen. */
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

    /** What was left out, in words, for the reader. */
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
