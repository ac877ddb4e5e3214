package bn.experiments.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against drawing test sets again and again. */
class InfluenceTest {
    private static final int EXAMPLES = 200;
    private static final int SETS = 4000;

    /** Losses of two predictors: skewed, with what makes an example hard for both in common. */
    private static double[][] losses(Random random) {
        double[][] losses = new double[2][EXAMPLES];
        for (int i = 0; i < EXAMPLES; i++) {
            double common = random.nextGaussian();
            losses[0][i] = Math.pow(common + 0.2 * random.nextGaussian(), 2);
            losses[1][i] = Math.pow(common + 0.5 * random.nextGaussian(), 2);
        }
        return losses;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum() / (values.length - 1);
    }

    /**
     * The variance of 4000 logarithms is itself off by sqrt(2 / 4000), 2.2 %; four of that, and 2 % for the second order, which is
     * about the squared relative error of a mean, 2 / 200, twice.
     */
    @Test
    void theVarianceIsThatOverTestSets() {
        Random random = new Random(1);
        double[] logs = new double[SETS];
        double[] differences = new double[SETS];
        double logVariance = 0;
        double variance = 0;
        for (int s = 0; s < SETS; s++) {
            double[][] losses = losses(random);
            logs[s] = Math.log(mean(losses[0]) / mean(losses[1]));
            differences[s] = mean(losses[0]) - mean(losses[1]);
            logVariance += Influence.ofLogMean(losses[0]).minus(Influence.ofLogMean(losses[1])).variance() / SETS;
            variance += Influence.ofMean(losses[0]).minus(Influence.ofMean(losses[1])).variance() / SETS;
        }
        assertEquals(1, logVariance / variance(logs), 0.11);
        assertEquals(1, variance / variance(differences), 0.11);
        double unpaired = Influence.ofMean(losses(random)[0]).variance() + Influence.ofMean(losses(random)[1]).variance();
        assertTrue(unpaired > 2 * variance, "what both have in common has no part in the difference");
    }

    /**
     * Five seeds whose values have an error of their own, and one of the test examples that they share for the greater part. The
     * intervals hold the truth at least as often as they say: 1900 of 2000, less five standard deviations of 9.7. Those by the
     * spread of the seeds alone do not.
     */
    @Test
    void intervalsHoldForOtherTestExamples() {
        Random random = new Random(2);
        int held = 0;
        int alone = 0;
        for (int t = 0; t < 2000; t++) {
            double[] common = random.doubles(EXAMPLES).map(u -> random.nextGaussian()).toArray();
            Map<Long, Double> values = new TreeMap<>();
            Map<Long, Double> variances = new TreeMap<>();
            for (long seed = 1; seed <= 5; seed++) {
                double[] each = Arrays.stream(common).map(c -> c + 0.3 * random.nextGaussian()).toArray();
                values.put(seed, mean(each) + 0.05 * random.nextGaussian());
                variances.put(seed, Influence.ofMean(each).variance());
            }
            Sample sample = new Sample(new TreeMap<>(values));
            held += holds(sample.estimate(new Sample(new TreeMap<>(variances))));
            alone += holds(sample.estimate());
        }
        assertTrue(held >= 1851, held + " of 2000");
        assertTrue(alone < 1600, alone + " of 2000 by the spread of the seeds alone");
    }

    private static int holds(Estimate estimate) {
        return estimate.low() <= 0 && estimate.high() >= 0 ? 1 : 0;
    }

    /** The mean over conditions that share the examples, drawn again and again, is off by no more than the bound. */
    @Test
    void theBoundOfAMeanOverConditions() {
        Influence one = new Influence(new double[] {1, -1, 2, -2});
        Influence same = new Influence(new double[] {3, -3, 6, -6});
        Influence against = new Influence(new double[] {-1, 1, -2, 2});
        Results results = new Results(IntStream.range(0, 3).mapToObj(i -> new Observation("t", 1, Map.of("c", "" + i),
                "x, test variance", (i == 0 ? one : i == 1 ? same : against).variance())).toList());
        // Means of one and same are 2, 2, 4, 4 times the first; against is as large as one, and the bound does not see its sign.
        assertEquals(4 * one.variance(), new Results(results.observations().subList(0, 2)).testVariance("x").values()[0], 1e-15);
        assertEquals(25.0 / 9 * one.variance(), results.testVariance("x").values()[0], 1e-15);
    }

    @Test
    void otherExamplesAreNotPaired() {
        assertThrows(IllegalArgumentException.class,
                () -> new Influence(new double[3]).minus(new Influence(new double[2])));
    }
}
