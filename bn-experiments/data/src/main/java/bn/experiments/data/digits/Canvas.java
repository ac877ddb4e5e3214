package bn.experiments.data.digits;

import java.util.Arrays;

/** A square image on which strokes are drawn through the distance of each pixel to the nearest one. */
final class Canvas {
    private final int size;
    private final double[] squaredDistance;

    Canvas(int size) {
        this.size = size;
        squaredDistance = new double[size * size];
    }

    void clear() {
        Arrays.fill(squaredDistance, Double.POSITIVE_INFINITY);
    }

    /** Adds a chain of straight pieces (x0, y0, x1, y1, ... in pixels from the centre) for the pixels within reach of it. */
    void add(double[] chain, double reach) {
        double centre = (size - 1) / 2.0;
        for (int i = 0; i + 3 < chain.length; i += 2) {
            add(chain[i] + centre, chain[i + 1] + centre, chain[i + 2] + centre, chain[i + 3] + centre, reach);
        }
    }

    private void add(double x0, double y0, double x1, double y1, double reach) {
        double dx = x1 - x0;
        double dy = y1 - y0;
        double length2 = dx * dx + dy * dy;
        int top = Math.max(0, (int) Math.ceil(Math.min(y0, y1) - reach));
        int bottom = Math.min(size - 1, (int) Math.floor(Math.max(y0, y1) + reach));
        int left = Math.max(0, (int) Math.ceil(Math.min(x0, x1) - reach));
        int right = Math.min(size - 1, (int) Math.floor(Math.max(x0, x1) + reach));
        for (int y = top; y <= bottom; y++) {
            for (int x = left; x <= right; x++) {
                double along = length2 == 0 ? 0 : ((x - x0) * dx + (y - y0) * dy) / length2;
                double t = Math.min(Math.max(along, 0), 1);
                double ex = x - x0 - t * dx;
                double ey = y - y0 - t * dy;
                int at = y * size + x;
                squaredDistance[at] = Math.min(squaredDistance[at], ex * ex + ey * ey);
            }
        }
    }

    /** Ink at a pixel, 0 to 1: full within the pen's radius, fading over its softness, both in pixels. */
    double ink(int pixel, double radius, double softness) {
        double depth = (radius - Math.sqrt(squaredDistance[pixel])) / softness + 0.5;
        return Math.min(Math.max(depth, 0), 1);
    }
}
