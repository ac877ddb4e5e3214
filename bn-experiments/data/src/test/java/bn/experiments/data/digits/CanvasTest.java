package bn.experiments.data.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CanvasTest {
    private static final int SIZE = 28;

    @Test
    void inkFadesWithTheDistanceToTheNearestPiece() {
        SplittableRandom random = new SplittableRandom(1);
        double[] chain = random.doubles(12, -12, 12).toArray();
        double radius = 1.3;
        double softness = 1.7;
        Canvas canvas = new Canvas(SIZE);
        canvas.clear();
        canvas.add(chain, radius + softness);
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                double distance = distance(chain, x - 13.5, y - 13.5);
                double expected = Math.min(1, Math.max(0, (radius - distance) / softness + 0.5));
                // the oracle walks along each piece in steps of a thousandth of at most 34 pixels (the diagonal), so it misses
                // the nearest point, and with that the distance, by at most half a step: 0.017
                assertEquals(expected, canvas.ink(y * SIZE + x, radius, softness), 0.017 / softness, x + ", " + y);
            }
        }
    }

    private static double distance(double[] chain, double x, double y) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i + 3 < chain.length; i += 2) {
            for (int step = 0; step <= 1000; step++) {
                double t = step / 1000.0;
                least = Math.min(least, Math.hypot(chain[i] + t * (chain[i + 2] - chain[i]) - x,
                        chain[i + 1] + t * (chain[i + 3] - chain[i + 1]) - y));
            }
        }
        return least;
    }

    @Test
    void aPointIsADot() {
        Canvas canvas = new Canvas(SIZE);
        canvas.clear();
        canvas.add(new double[] {0.5, 0.5, 0.5, 0.5}, 3);
        assertEquals(1, canvas.ink(14 * SIZE + 14, 1, 1));
        assertEquals(0.5, canvas.ink(14 * SIZE + 15, 1, 1));
        assertEquals(0, canvas.ink(14 * SIZE + 16, 1, 1));
        assertEquals(0, canvas.ink(0, 1, 1));
    }
}
