package bn.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RoundSamplesTest {

    @Test
    void quantilesAreOverAllRunsAndInterpolated() {
        RoundSamples samples = new RoundSamples();
        samples.add(new long[] {40, 10});
        samples.add(new long[] {20, 30});
        assertEquals(10, samples.quantile(0));
        assertEquals(25, samples.quantile(0.5));
        assertEquals(40, samples.quantile(1));
        assertEquals(4, samples.count());
    }

    @Test
    void ratiosAreWithinRounds() {
        // In the second round the machine is ten times slower; in the third the ratio is twice as large.
        RoundSamples one = rounds(2, 20, 4);
        RoundSamples other = rounds(1, 10, 1);
        assertEquals(2, one.ratio(other, 0));
        assertEquals(2, one.ratio(other, 0.5));
        assertEquals(4, one.ratio(other, 1));
    }

    private static RoundSamples rounds(long... medians) {
        RoundSamples samples = new RoundSamples();
        for (long median : medians) {
            samples.add(new long[] {median - 1, median, 100 * median});
        }
        return samples;
    }
}
