package bn.experiments.data.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PenStrokeTest {
    @Test
    void theCurvePassesThroughItsPoints() {
        double[] points = {0, 0, 1, 2, 3, 1, 4, 4};
        double[] polyline = new PenStroke(points).flatten();
        assertEquals(2 * (3 * PenStroke.SEGMENTS + 1), polyline.length);
        for (int i = 0; i < 4; i++) {
            assertEquals(points[2 * i], polyline[2 * i * PenStroke.SEGMENTS]);
            assertEquals(points[2 * i + 1], polyline[2 * i * PenStroke.SEGMENTS + 1]);
        }
    }

    /** A Catmull-Rom spline reproduces parabolas between inner points; y = x^2 at equal steps of x is one. */
    @Test
    void aParabolaIsReproduced() {
        double[] polyline = new PenStroke(-2, 4, -1, 1, 0, 0, 1, 1, 2, 4).flatten();
        for (int i = PenStroke.SEGMENTS; i <= 3 * PenStroke.SEGMENTS; i++) {
            // a dozen operations on numbers of at most 20
            assertEquals(polyline[2 * i] * polyline[2 * i], polyline[2 * i + 1], 12 * 20 * 0x1p-53);
        }
    }

    @Test
    void repeatedPointsAreCorners() {
        PenStroke stroke = new PenStroke(0, 0, 1, 1, 1, 1, 2, 0);
        assertEquals(false, stroke.repeats(0));
        assertEquals(false, stroke.repeats(1));
        assertEquals(true, stroke.repeats(2));
        assertEquals(false, stroke.repeats(3));
    }
}
