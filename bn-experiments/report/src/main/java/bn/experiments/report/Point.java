package bn.experiments.report;

/**
 * A point of a series. A coordinate that is not finite leaves a gap in the line.
 *
 * @param low lower end of the 95% interval of y; NaN if it has none
 * @param high upper end of the 95% interval of y; NaN if it has none
 */
public record Point(double x, double y, double low, double high) {

    /** A point without an interval. */
    public Point(double x, double y) {
        this(x, y, Double.NaN, Double.NaN);
    }

    /** Whether y has an interval. */
    public boolean interval() {
        return Double.isFinite(low) && Double.isFinite(high);
    }
}
