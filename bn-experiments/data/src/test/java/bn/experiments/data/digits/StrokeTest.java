package bn.experiments.data.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StrokeTest {
    @Test
    void theCurvePassesThroughItsPoints() {
        double[] points = {0, 0, 1, 2, 3, 1, 4, 4};
        double[] chain = new Stroke(points).flatten();
        assertEquals(2 * (3 * Stroke.PIECES + 1), chain.length);
        for (int i = 0; i < 4; i++) {
            assertEquals(points[2 * i], chain[2 * i * Stroke.PIECES]);
            assertEquals(points[2 * i + 1], chain[2 * i * Stroke.PIECES + 1]);
        }
    }

    /** A Catmull-Rom spline reproduces parabolas between inner points; y = x^2 at equal steps of x is one. */
    @Test
    void aParabolaStaysOne() {
        double[] chain = new Stroke(-2, 4, -1, 1, 0, 0, 1, 1, 2, 4).flatten();
        for (int i = Stroke.PIECES; i <= 3 * Stroke.PIECES; i++) {
            // a dozen operations on numbers of at most 20
            assertEquals(chain[2 * i] * chain[2 * i], chain[2 * i + 1], 12 * 20 * 0x1p-53);
        }
    }

    @Test
    void cornersAreRepeatedPoints() {
        Stroke stroke = new Stroke(0, 0, 1, 1, 1, 1, 2, 0);
        assertEquals(false, stroke.repeats(0));
        assertEquals(false, stroke.repeats(1));
        assertEquals(true, stroke.repeats(2));
        assertEquals(false, stroke.repeats(3));
    }
}
