package bn.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RunningMomentsTest {

    /** Values whose deviations are 1e-8 of their mean: what two passes say, where sums of squares would say nothing. */
    @Test
    void moments() {
        Random random = new Random(1);
        double[] values = random.doubles(1000, 1e8, 1e8 + 1).toArray();
        RunningMoments moments = new RunningMoments();
        double mean = 0;
        for (double each : values) {
            moments.add(each);
            mean += (each - 1e8) / values.length;
        }
        double squares = 0;
        for (double each : values) {
            squares += (each - 1e8 - mean) * (each - 1e8 - mean);
        }
        assertEquals(1000, moments.count());
        assertEquals(1e8 + mean, moments.mean(), 1e-6);
        assertEquals(squares, moments.squares(), 1e-4 * squares);
        assertEquals(Math.sqrt(squares / 999 / 1000), moments.standardError(), 1e-6);
    }

    @Test
    void whatIsNotDefinedIsLeftOutAndTooFewValuesHaveNoError() {
        RunningMoments moments = new RunningMoments();
        assertEquals(Double.NaN, moments.mean());
        moments.add(Double.NaN);
        moments.add(3);
        assertEquals(1, moments.count());
        assertEquals(3, moments.mean());
        assertEquals(Double.NaN, moments.standardError());
        moments.add(5);
        assertEquals(1, moments.standardError(), 1e-15);
    }
}
