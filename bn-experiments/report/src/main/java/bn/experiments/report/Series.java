package bn.experiments.report;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A series of an {@link XyChart}.
 *
 * @param name   what the series shows, in a few words: the label at the end of its line if there is room, otherwise in a legend
 * @param group  series of one group have the same colour, such as theory and measurement of one quantity
 * @param style  whether lines and markers are drawn
 * @param points the points, connected in this order if the style has a line
 */
public record Series(String name, String group, Style style, List<Point> points) {

    /** Whether lines and markers are drawn. */
    public enum Style { LINE, MARKERS, LINE_AND_MARKERS }

    public Series {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(style, "style");
        points = List.copyOf(points);
    }

    /**
     * A series whose group is its name.
     *
     * @throws IllegalArgumentException if {@code x} and {@code y} differ in length
     */
    public static Series of(String name, Style style, double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException("series '" + name + "': " + x.length + " x, but " + y.length + " y");
        }
        return new Series(name, name, style, IntStream.range(0, x.length).mapToObj(i -> new Point(x[i], y[i])).toList());
    }

    /** Whether any point has an interval. */
    public boolean hasIntervals() {
        return points.stream().anyMatch(Point::interval);
    }

    /** The same series in another group. */
    public Series inGroup(String group) {
        return new Series(name, group, style, points);
    }
}
