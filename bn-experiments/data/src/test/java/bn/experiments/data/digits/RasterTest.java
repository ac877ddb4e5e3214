package bn.experiments.data.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RasterTest {
    private static final int SIZE = 28;

    @Test
    void coverageFallsWithTheDistanceToTheNearestSegment() {
        SplittableRandom random = new SplittableRandom(1);
        double[] polyline = random.doubles(12, -12, 12).toArray();
        double radius = 1.3;
        double softness = 1.7;
        Raster raster = new Raster(SIZE);
        raster.clear();
        raster.add(polyline, radius + softness);
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                double distance = distance(polyline, x - 13.5, y - 13.5);
                double expected = Math.min(1, Math.max(0, (radius - distance) / softness + 0.5));
                // The reference tries 1001 points of each segment, which is at most 34 pixels long (the diagonal). The nearest
                // of them is at most half a step, 0.017 pixels, from the nearest point of the segment.
                assertEquals(expected, raster.coverage(y * SIZE + x, radius, softness), 0.017 / softness, x + ", " + y);
            }
        }
    }

    private static double distance(double[] polyline, double x, double y) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i + 3 < polyline.length; i += 2) {
            for (int step = 0; step <= 1000; step++) {
                double t = step / 1000.0;
                least = Math.min(least, Math.hypot(polyline[i] + t * (polyline[i + 2] - polyline[i]) - x,
                        polyline[i + 1] + t * (polyline[i + 3] - polyline[i + 1]) - y));
            }
        }
        return least;
    }

    @Test
    void aSinglePointIsDrawnAsADot() {
        Raster raster = new Raster(SIZE);
        raster.clear();
        raster.add(new double[] {0.5, 0.5, 0.5, 0.5}, 3);
        assertEquals(1, raster.coverage(14 * SIZE + 14, 1, 1));
        assertEquals(0.5, raster.coverage(14 * SIZE + 15, 1, 1));
        assertEquals(0, raster.coverage(14 * SIZE + 16, 1, 1));
        assertEquals(0, raster.coverage(0, 1, 1));
    }
}
