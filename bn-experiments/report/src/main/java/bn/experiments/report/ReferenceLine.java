package bn.experiments.report;

import java.util.Objects;

/**
 * A labelled straight line across a chart, such as the bar that a measurement is held against. It is always in view.
 *
 * @param direction where it runs
 * @param at        its place on the axis that it crosses
 * @param label     what it marks, in a few words
 * @throws IllegalArgumentException if {@code at} is not finite
 */
public record ReferenceLine(Direction direction, double at, String label) {

    /** Where a line runs. */
    public enum Direction { HORIZONTAL, VERTICAL }

    public ReferenceLine {
        Objects.requireNonNull(direction, "direction");
        Objects.requireNonNull(label, "label");
        if (!Double.isFinite(at)) {
            throw new IllegalArgumentException("reference line '" + label + "' is at " + at + "; it needs a finite place");
        }
    }

    /** A horizontal line at a value of the vertical axis. */
    public static ReferenceLine horizontal(double at, String label) {
        return new ReferenceLine(Direction.HORIZONTAL, at, label);
    }

    /** A vertical line at a value of the horizontal axis. */
    public static ReferenceLine vertical(double at, String label) {
        return new ReferenceLine(Direction.VERTICAL, at, label);
    }
}
