package bn.experiments.data.digits;

/**
 * One stroke of the pen: a smooth curve through its points (a Catmull-Rom spline), with a corner at each point that is repeated.
 *
 * @param points x0, y0, x1, y1, ... with x to the right and y downwards; a digit fills about [-0.6, 0.6] x [-1, 1]
 */
record PenStroke(double... points) {
    /** Line segments between two points. At 28 pixels, more segments make no visible difference. */
    static final int SEGMENTS = 6;

    int size() {
        return points.length / 2;
    }

    boolean repeats(int point) {
        return point > 0 && points[2 * point] == points[2 * point - 2] && points[2 * point + 1] == points[2 * point - 1];
    }

    /** The curve as a polyline: x0, y0, x1, y1, ... */
    double[] flatten() {
        int spans = size() - 1;
        double[] polyline = new double[2 * (spans * SEGMENTS + 1)];
        for (int span = 0; span < spans; span++) {
            for (int piece = 0; piece < SEGMENTS; piece++) {
                double t = (double) piece / SEGMENTS;
                int at = 2 * (span * SEGMENTS + piece);
                polyline[at] = curve(span, t, 0);
                polyline[at + 1] = curve(span, t, 1);
            }
        }
        polyline[polyline.length - 2] = points[points.length - 2];
        polyline[polyline.length - 1] = points[points.length - 1];
        return polyline;
    }

    /** The uniform Catmull-Rom cubic of a span at t in [0, 1], for one coordinate (0: x, 1: y). */
    private double curve(int span, double t, int coordinate) {
        double before = point(span - 1, coordinate);
        double from = point(span, coordinate);
        double to = point(span + 1, coordinate);
        double after = point(span + 2, coordinate);
        return from + 0.5 * t * (to - before
                + t * (2 * before - 5 * from + 4 * to - after
                        + t * (3 * (from - to) + after - before)));
    }

    /** A coordinate of a point. Before the first point and after the last one, the end point is repeated. */
    private double point(int index, int coordinate) {
        return points[2 * Math.min(Math.max(index, 0), size() - 1) + coordinate];
    }
}
