package bn.experiments.report;

import java.util.Objects;

/**
 * A straight line with a label across a chart, such as the bar of a claim. The axes always include it.
 *
 * @param direction horizontal or vertical
 * @param at        its position on the axis that it crosses
 * @param label     what it marks, in a few words
 */
public record ReferenceLine(Direction direction, double at, String label) {

    /** The direction of a line. */
    public enum Direction { HORIZONTAL, VERTICAL }

    /** @throws IllegalArgumentException if {@code at} is not finite */
    public ReferenceLine {
        Objects.requireNonNull(direction, "direction");
        Objects.requireNonNull(label, "label");
        if (!Double.isFinite(at)) {
            throw new IllegalArgumentException("reference line '" + label + "' is at " + at + "; it needs a finite position");
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
