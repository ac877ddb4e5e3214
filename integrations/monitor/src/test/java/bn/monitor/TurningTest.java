package bn.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurningTest {

    /** In the plane, a vector of length 2 becomes one of length 3. Lengths with the rounding of float64 keep 9 digits of 1e-6. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 0.01, 1, Math.PI / 2, 3})
    void theAngleFollowsFromTheLengths(double angle) {
        double difference = Math.hypot(3 * Math.sin(angle), 3 * Math.cos(angle) - 2);
        assertEquals(angle, Turning.angle(new double[] {4}, new double[] {3}, new double[] {difference}), 1e-9);
        double chord = 4 * Math.sin(angle / 2);
        assertEquals(angle, Turning.angle(new double[] {4}, new double[] {2}, new double[] {chord}), 1e-12);
    }

    /** The lengths of float32 after a step of 1e-3: the angle keeps 6 digits. */
    @Test
    void lengthsOfFloat32AreEnough() {
        float difference = (float) (4 * Math.sin(1e-3 / 2));
        double longer = Math.nextUp(2f);
        assertEquals(1e-3, Turning.angle(new double[] {4}, new double[] {longer}, new double[] {difference}), 1e-9);
    }

    @Test
    void rootMeanSquareOfTheChannelsThatHaveWeights() {
        assertEquals(Math.sqrt(0.5) * Math.PI / 2, Turning.angle(new double[] {1, 1}, new double[] {1, 1},
                new double[] {0, Math.sqrt(2)}), 1e-15);
        assertEquals(Double.NaN, Turning.angle(new double[] {0}, new double[] {0}, new double[] {0}));
    }
}
