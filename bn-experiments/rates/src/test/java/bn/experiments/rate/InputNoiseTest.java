package bn.experiments.rate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import bn.experiments.data.Examples;
import bn.experiments.data.digits.SyntheticDigits;
import org.junit.jupiter.api.Test;

class InputNoiseTest {
    private final Examples clean = SyntheticDigits.draw(1, 200, 1).train();

    @Test
    void theNoiseHasTheVarianceAskedForAndIsDrawnOnce() {
        Examples noisy = InputNoise.on(clean, 0.5, 7);
        int d = clean.features();
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < clean.count(); i++) {
            double[] a = new double[d];
            double[] b = new double[d];
            clean.copyFeatures(i, a, 0);
            noisy.copyFeatures(i, b, 0);
            double[] again = new double[d];
            noisy.copyFeatures(i, again, 0);
            assertArrayEquals(b, again);
            for (int j = 0; j < d; j++) {
                sum += b[j] - a[j];
                squares += (b[j] - a[j]) * (b[j] - a[j]);
            }
        }
        double n = (double) clean.count() * d;
        // Five standard errors of mean and variance.
        assertEquals(0, sum / n, 5 * 0.5 / Math.sqrt(n));
        assertEquals(0.25, squares / n, 5 * 0.25 * Math.sqrt(2 / n));
    }

    @Test
    void examplesAndSeedsHaveNoiseOfTheirOwn() {
        double[][] noise = new double[3][clean.features()];
        InputNoise.on(clean, 1, 7).copyFeatures(0, noise[0], 0);
        InputNoise.on(clean, 1, 7).copyFeatures(1, noise[1], 0);
        InputNoise.on(clean, 1, 8).copyFeatures(0, noise[2], 0);
        double[] pixels = new double[clean.features()];
        clean.copyFeatures(0, pixels, 0);
        assertNotEquals(noise[0][0] - pixels[0], noise[2][0] - pixels[0]);
        clean.copyFeatures(1, pixels, 0);
        assertNotEquals(noise[0][0], noise[1][0] - pixels[0]);
    }
}
