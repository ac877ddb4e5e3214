package bn.experiments.study.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bn.experiments.data.Examples;
import bn.experiments.data.Targets;
import bn.theory.moments.RowMoments;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The laws of chance against many draws. */
class LawsTest {
    private static final int FEATURES = 6;
    private static final int CLASSES = 3;
    private static final int DRAWS = 4000;

    /** Gaussian inputs; the class depends on the first, so that classes have leverages of their own. */
    private static Examples examples(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[count * FEATURES];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < FEATURES; j++) {
                values[i * FEATURES + j] = 5 + random.nextGaussian();
            }
            double score = values[i * FEATURES] - 5 + random.nextGaussian();
            labels[i] = score < -0.5 ? 0 : score < 1.5 ? 1 : 2;
        }
        return Examples.ofRows(values, FEATURES, IntStream.range(0, count).toArray(), new Targets.Labels(labels, CLASSES));
    }

    private static ClosedForm form(Examples examples) {
        int width = FEATURES + CLASSES;
        double[] row = new double[width];
        RowMoments moments = new RowMoments(width);
        for (int i = 0; i < examples.count(); i++) {
            examples.copyFeatures(i, row, 0);
            examples.copyTargets(i, row, FEATURES);
            moments.add(row, 0, 1);
        }
        return ClosedForm.of(moments.result(), CLASSES);
    }

    /** Few examples, so that leverages are large and every term of the deviation shows. */
    @Test
    void randomLabelsExplainWhatTheLawSays() {
        Examples clean = examples(20, 1);
        LabelNoise law = new LabelNoise(clean, form(clean));
        for (double share : new double[] {0.3, 1}) {
            double[][] explained = new double[CLASSES][DRAWS];
            for (int draw = 0; draw < DRAWS; draw++) {
                double[] one = form(LabelNoise.draw(clean, share, draw)).explained();
                for (int k = 0; k < CLASSES; k++) {
                    // A class that no example has any more has nothing to explain.
                    explained[k][draw] = Double.isNaN(one[k]) ? 0 : one[k];
                }
            }
            for (int k = 0; k < CLASSES; k++) {
                double mean = Arrays.stream(explained[k]).sum() / DRAWS;
                double variance = centralMoment(explained[k], mean, 2);
                double deviation = Math.sqrt(variance);
                // Five standard errors of a mean, and of a standard deviation.
                assertEquals(law.explained(k, share), mean, 5 * deviation / Math.sqrt(DRAWS));
                double kurtosis = centralMoment(explained[k], mean, 4) / (variance * variance);
                double error = 5 * Math.sqrt((kurtosis - 1) / 4 / DRAWS);
                // The mean variance that stands for pairs of unequal ones costs up to 3 %; it is exact where all labels are
                // drawn.
                assertEquals(law.deviation(k, share), deviation, (error + (share < 1 ? 0.03 : 0)) * deviation);
            }
        }
    }

    private static double centralMoment(double[] values, double mean, int order) {
        return Arrays.stream(values).map(value -> Math.pow(value - mean, order)).sum() / values.length;
    }

    /** The law takes residuals of one variance: here the labels of the large sample are random, so theirs have one. */
    @Test
    void fewExamplesExplainMoreByChance() {
        ClosedForm large = form(LabelNoise.draw(examples(4000, 2), 1, 3));
        ChanceCorrelation law = new ChanceCorrelation(large);
        int n = 25;
        double sum = 0;
        double squares = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            ClosedForm small = form(LabelNoise.draw(examples(n, 100 + draw), 1, draw));
            double share = small.explained()[0] / small.variance(0);
            sum += share / DRAWS;
            squares += share * share / DRAWS;
        }
        // The large sample itself is known to sqrt(2 rank) / n, far below; the small ones to five standard errors of their mean.
        double expected = law.explained(0, n, FEATURES) / large.variance(0);
        assertEquals(expected, sum, 5 * Math.sqrt((squares - sum * sum) / DRAWS) + 5 * Math.sqrt(2.0 * FEATURES) / 4000);
    }

    @Test
    void belowTheRankChanceExplainsAll() {
        ClosedForm large = form(examples(500, 4));
        ChanceCorrelation law = new ChanceCorrelation(large);
        assertEquals(large.variance(1), law.explained(1, FEATURES + 1, FEATURES), 1e-12);
    }
}
