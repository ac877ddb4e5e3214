package bn.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SamplesTest {

    @Test
    void quantilesAreOverAllRunsAndInterpolated() {
        Samples samples = new Samples();
        samples.add(new long[] {40, 10});
        samples.add(new long[] {20, 30});
        assertEquals(10, samples.quantile(0));
        assertEquals(25, samples.quantile(0.5));
        assertEquals(40, samples.quantile(1));
        assertEquals(4, samples.count());
    }

    @Test
    void ratiosAreWithinRounds() {
        // The machine is ten times slower in the second round, the ratio twice as large in the third.
        Samples one = rounds(2, 20, 4);
        Samples other = rounds(1, 10, 1);
        assertEquals(2, one.ratio(other, 0));
        assertEquals(2, one.ratio(other, 0.5));
        assertEquals(4, one.ratio(other, 1));
    }

    private static Samples rounds(long... medians) {
        Samples samples = new Samples();
        for (long median : medians) {
            samples.add(new long[] {median - 1, median, 100 * median});
        }
        return samples;
    }
}
