package bn.theory.selection;

/** The polynomial of degree 4 through values at 0, 1, 2, 3 and 4. */
final class QuarticInterpolation {
    static final int COUNT = 5;
    private static final int HALVINGS = 60;

    private final double[] slope;

    /** Interpolates five values of an array, starting at an index. */
    QuarticInterpolation(double[] values, int from) {
        double[] differences = new double[COUNT];
        System.arraycopy(values, from, differences, 0, COUNT);
        for (int order = 1; order < COUNT; order++) {
            for (int i = COUNT - 1; i >= order; i--) {
                differences[i] -= differences[i - 1];
            }
        }
        // Newton's forward differences, collected by powers and differentiated.
        slope = new double[] {
                differences[1] - differences[2] / 2 + differences[3] / 3 - differences[4] / 4,
                differences[2] - differences[3] + 11 * differences[4] / 12,
                differences[3] / 2 - 3 * differences[4] / 4,
                differences[4] / 6};
    }

    private double slope(double t) {
        return slope[0] + t * (slope[1] + t * (slope[2] + t * slope[3]));
    }

    /** The minimum within a distance of 1 from a point; the point itself if there is no minimum. */
    double minimum(double near) {
        double left = near - 1;
        double right = near + 1;
        if (!(slope(left) < 0 && slope(right) > 0)) {
            return near;
        }
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (left + right) / 2;
            if (slope(middle) < 0) {
                left = middle;
            } else {
                right = middle;
            }
        }
        return (left + right) / 2;
    }
}
