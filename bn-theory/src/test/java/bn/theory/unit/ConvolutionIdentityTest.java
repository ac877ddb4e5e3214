package bn.theory.unit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.theory.oracle.Differences;
import bn.theory.oracle.Samples;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** T12: T1 to T3 with patches in place of examples, against a convolution by its definition and finite differences. */
class ConvolutionIdentityTest {
    private static final int BATCH = 3;
    private static final int CHANNELS = 2;
    private static final int HEIGHT = 5;
    private static final int WIDTH = 4;
    private static final int KERNEL = 2;
    private static final int D = CHANNELS * KERNEL * KERNEL;
    private static final double GAMMA = -1.2;
    private static final double BETA = 0.3;
    private static final double[] W = Samples.gaussian(1, D, new Random(9))[0];
    /** With a mean of 1, as a mean of 0 would hide a centring that is left out. */
    private static final double[] IMAGES = Arrays
            .stream(Samples.gaussian(1, BATCH * CHANNELS * HEIGHT * WIDTH, new Random(10))[0]).map(x -> x + 1).toArray();

    private static double pixel(int image, int channel, int row, int column) {
        return row < 0 || row >= HEIGHT || column < 0 || column >= WIDTH ? 0
                : IMAGES[((image * CHANNELS + channel) * HEIGHT + row) * WIDTH + column];
    }

    private static int positions(int size, int stride, int padding, int dilation) {
        return (size + 2 * padding - dilation * (KERNEL - 1) - 1) / stride + 1;
    }

    /** The outputs u of the convolution, by its definition, over images and positions. */
    private static double[] convolution(double[] w, int stride, int padding, int dilation) {
        int rows = positions(HEIGHT, stride, padding, dilation);
        int columns = positions(WIDTH, stride, padding, dilation);
        double[] u = new double[BATCH * rows * columns];
        for (int i = 0; i < u.length; i++) {
            int top = i / columns % rows * stride - padding;
            int left = i % columns * stride - padding;
            for (int j = 0; j < D; j++) {
                u[i] += w[j] * pixel(i / (rows * columns), j / (KERNEL * KERNEL), top + j / KERNEL % KERNEL * dilation,
                        left + j % KERNEL * dilation);
            }
        }
        return u;
    }

    /** The patch at each position: what the unit vectors give. */
    private static double[] patches(int stride, int padding, int dilation) {
        double[][] columns = new double[D][];
        for (int j = 0; j < D; j++) {
            double[] one = new double[D];
            one[j] = 1;
            columns[j] = convolution(one, stride, padding, dilation);
        }
        double[] patches = new double[columns[0].length * D];
        Arrays.setAll(patches, i -> columns[i % D][i / D]);
        return patches;
    }

    private static double[] normalized(double[] u, double gamma, double beta, double eps) {
        double mean = Arrays.stream(u).average().orElseThrow();
        double s = Math.sqrt(Arrays.stream(u).map(x -> (x - mean) * (x - mean)).average().orElseThrow() + eps);
        return Arrays.stream(u).map(x -> gamma * (x - mean) / s + beta).toArray();
    }

    /** A loss in which positions differ, and its derivatives. */
    private static double loss(double[] z) {
        double sum = 0;
        for (int i = 0; i < z.length; i++) {
            sum += Math.log1p(Math.exp(i % 3 == 0 ? -z[i] : 0.5 * z[i])) / BATCH;
        }
        return sum;
    }

    private static double[] lossGradient(double[] z) {
        double[] dz = new double[z.length];
        Arrays.setAll(dz, i -> (i % 3 == 0 ? -1 / (1 + Math.exp(z[i])) : 0.5 / (1 + Math.exp(-0.5 * z[i]))) / BATCH);
        return dz;
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 1, 0", "1, 1, 1, 0.5", "2, 1, 2, 0.5", "2, 0, 1, 1e-3"})
    void patchesAreTheInputs(int stride, int padding, int dilation, double eps) {
        double[] u = convolution(W, stride, padding, dilation);
        PredictedGradient predicted = new GradientIdentity(patches(stride, padding, dilation), u.length)
                .predict(W, new double[] {GAMMA}, eps, lossGradient(normalized(u, GAMMA, BETA, eps)));
        double[] slopes = Differences.gradient(
                w -> loss(normalized(convolution(w, stride, padding, dilation), GAMMA, BETA, eps)), W);
        assertTrue(Samples.dot(slopes, slopes) > 0.01, "a gradient of about 0 would show nothing");
        // A loss of 20 terms.
        assertArrayEquals(slopes, predicted.weights(), 30 * Differences.ERROR);
        double lambda = -Differences.gradient(p -> loss(normalized(u, p[0], BETA, eps)), new double[] {GAMMA})[0] / GAMMA;
        assertEquals(lambda, predicted.lambda()[0], 30 * Differences.ERROR);
    }

    /** alpha = lambda v.Sv / v.v needs the variance of u over images and positions and |w|^2 alone. */
    @Test
    void theEquivalentRateNeedsTwoNumbersOfAChannel() {
        double[] u = convolution(W, 1, 1, 1);
        double[] patches = patches(1, 1, 1);
        double mean = Arrays.stream(u).average().orElseThrow();
        double variance = Arrays.stream(u).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
        double[][] rows = new double[u.length][];
        Arrays.setAll(rows, i -> Arrays.copyOfRange(patches, i * D, (i + 1) * D));
        double[] v = FoldedUnit.fold(W, GAMMA, BETA, Samples.moments(rows), 0.5).weights();
        double penalty = Samples.dot(v, Samples.times(Samples.moments(rows).covariance(), v)) / Samples.dot(v, v);
        UnitRate rate = new UnitRate(GAMMA, -0.7, variance, 0.5, Samples.dot(W, W), 0);
        assertEquals(rate.lambda() * penalty, rate.alpha(), 1e-14);
    }

    /** Two normalizations on one convolution: its gradient is the sum of both T2s. */
    @Test
    void severalNormalizationsOfOneLinearMapAddUp() {
        double[] u = convolution(W, 1, 0, 1);
        GradientIdentity identity = new GradientIdentity(patches(1, 0, 1), u.length);
        double[] slopes = Differences.gradient(w -> {
            double[] at = convolution(w, 1, 0, 1);
            double[] z = normalized(at, GAMMA, BETA, 0.5);
            double[] other = normalized(at, 0.6, -1, 0);
            Arrays.setAll(z, i -> z[i] + other[i]);
            return loss(z);
        }, W);
        double[] z = normalized(u, GAMMA, BETA, 0.5);
        double[] other = normalized(u, 0.6, -1, 0);
        Arrays.setAll(z, i -> z[i] + other[i]);
        double[] first = identity.predict(W, new double[] {GAMMA}, 0.5, lossGradient(z)).weights();
        double[] second = identity.predict(W, new double[] {0.6}, 0, lossGradient(z)).weights();
        Arrays.setAll(first, j -> first[j] + second[j]);
        assertArrayEquals(slopes, first, 30 * Differences.ERROR);
    }
}
