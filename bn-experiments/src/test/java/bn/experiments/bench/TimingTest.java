package bn.experiments.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TimingTest {

    @Test
    void percentilesAreThoseOfTheSortedSamples() {
        double[] samples = IntStream.of(7, 1, 11, 3, 5, 9, 2, 8, 4, 6, 10).asDoubleStream().toArray();
        assertEquals(new Timing(6, 2, 10, 11, 3), Timing.of(samples, 3));
    }

    @Test
    void betweenTwoSamplesTheyAreInterpolated() {
        // Positions 0.5, 0.1 and 0.9 between two samples.
        Timing timing = Timing.of(new double[] {20, 10}, 1);
        assertEquals(15, timing.median(), 1e-12);
        assertEquals(11, timing.p10(), 1e-12);
        assertEquals(19, timing.p90(), 1e-12);
    }

    @Test
    void oneSampleIsAllOfThem() {
        assertEquals(new Timing(4, 4, 4, 1, 1), Timing.of(new double[] {4}, 1));
    }

    @Test
    void theDifferenceIsTheLargestRelativeToItsArray() {
        double[] differences = ResultDifference.fromFirst(List.of(Stream.of(array(4, -8), array(100, 1), array(0, 0)),
                Stream.of(array(4, -8), array(100, 1), array(0, 0)), Stream.of(array(5, -8), array(100, 6), array(0, 0))));
        assertEquals(0, differences[0]);
        assertEquals(0, differences[1]);
        assertEquals(1.0 / 8, differences[2], 1e-15);
    }

    @Test
    void whatIsNoNumberIsNotHidden() {
        double[] broken = ResultDifference.fromFirst(List.of(Stream.of(array(1, 2), array(1)),
                Stream.of(array(Double.NaN, 2), array(1))));
        assertEquals(0, broken[0]);
        assertTrue(Double.isNaN(broken[1]));
        double[] reference = ResultDifference.fromFirst(List.of(Stream.of(array(Double.NaN)), Stream.of(array(1))));
        assertTrue(Double.isNaN(reference[0]) && Double.isNaN(reference[1]));
        assertEquals(Double.POSITIVE_INFINITY, ResultDifference.fromFirst(List.of(Stream.of(array(0)), Stream.of(array(1))))[1]);
    }

    private static double[] array(double... values) {
        return DoubleStream.of(values).toArray();
    }
}
