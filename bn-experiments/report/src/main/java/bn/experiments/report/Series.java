package bn.experiments.report;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A series of an {@link XyChart}.
 *
 * @param name   what it shows, in few words: it stands at the end of its line where there is room, else in a legend
 * @param group  series of one group share a colour, such as theory and measurement of one quantity
 * @param style  how it is drawn
 * @param points its points, joined in this order where the style has a line
 */
public record Series(String name, String group, Style style, List<Point> points) {

    /** How a series is drawn. */
    public enum Style { LINE, MARKERS, LINE_AND_MARKERS }

    public Series {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(style, "style");
        points = List.copyOf(points);
    }

    /**
     * A series in a group of its own.
     *
     * @throws IllegalArgumentException if there are not as many {@code x} as {@code y}
     */
    public static Series of(String name, Style style, double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException("series '" + name + "': " + x.length + " x, but " + y.length + " y");
        }
        return new Series(name, name, style, IntStream.range(0, x.length).mapToObj(i -> new Point(x[i], y[i])).toList());
    }

    /** Whether some point has an interval. */
    public boolean hasIntervals() {
        return points.stream().anyMatch(Point::interval);
    }

    /** This series as part of a group. */
    public Series inGroup(String group) {
        return new Series(name, group, style, points);
    }
}
