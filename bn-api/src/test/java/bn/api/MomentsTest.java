package bn.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MomentsTest {
    private static final int DIMENSION = 3;

    @Test
    void mergedPartsEqualTheWhole() {
        double[][] sample = sample(41);
        Moments whole = naive(sample);
        Moments merged = naive(Arrays.copyOfRange(sample, 0, 1)).merge(naive(Arrays.copyOfRange(sample, 1, 17)))
                .merge(naive(Arrays.copyOfRange(sample, 17, 41)));
        // Values are below 200; sums of 41 squares round in the 14th digit.
        assertEquals(41, merged.count());
        assertArrayEquals(whole.mean(), merged.mean(), 1e-12);
        assertArrayEquals(whole.scatterMatrix(), merged.scatterMatrix(), 1e-9);
        for (int i = 0; i < DIMENSION * DIMENSION; i++) {
            assertEquals(merged.scatterMatrix()[i], merged.scatterMatrix()[i % DIMENSION * DIMENSION + i / DIMENSION],
                    "symmetric");
        }
    }

    @Test
    void covarianceIsBiased() {
        Moments moments = naive(new double[][] {{0, 1, 5}, {2, 1, 1}});
        assertArrayEquals(new double[] {1, 0, -2, 0, 0, 0, -2, 0, 4}, moments.covariance(), 0);
        assertEquals(-2, moments.covariance(0, 2));
    }

    @Test
    void theMarginalLeavesTheOtherFeaturesOut() {
        Moments marginal = naive(sample(9)).marginal(2);
        assertEquals(naive(sample(9)).covariance(0, 1), marginal.covariance(0, 1));
        assertEquals(naive(sample(9)).covariance(1, 1), marginal.covariance(1, 1));
        assertEquals(2, marginal.dimension());
    }

    @Test
    void wrongSizesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Moments(0, new double[1], new double[1]));
        assertThrows(IllegalArgumentException.class, () -> new Moments(1, new double[2], new double[3]));
        assertThrows(IllegalArgumentException.class,
                () -> new Moments(1, new double[1], new double[1]).merge(new Moments(1, new double[2], new double[4])));
    }

    private static double[][] sample(int count) {
        SplittableRandom random = new SplittableRandom(1);
        double[][] sample = new double[count][DIMENSION];
        for (double[] row : sample) {
            for (int j = 0; j < DIMENSION; j++) {
                row[j] = 100 * j + random.nextGaussian() * (j + 1);
            }
        }
        return sample;
    }

    private static Moments naive(double[][] sample) {
        double[] mean = new double[DIMENSION];
        double[] scatterMatrix = new double[DIMENSION * DIMENSION];
        for (double[] row : sample) {
            for (int j = 0; j < DIMENSION; j++) {
                mean[j] += row[j] / sample.length;
            }
        }
        for (double[] row : sample) {
            for (int i = 0; i < scatterMatrix.length; i++) {
                scatterMatrix[i] += (row[i / DIMENSION] - mean[i / DIMENSION]) * (row[i % DIMENSION] - mean[i % DIMENSION]);
            }
        }
        return new Moments(sample.length, mean, scatterMatrix);
    }
}
