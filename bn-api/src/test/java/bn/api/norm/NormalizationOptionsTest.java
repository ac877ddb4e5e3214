package bn.api.norm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bn.api.InvalidRequestException;
import bn.api.kernel.VarianceEstimator;
import org.junit.jupiter.api.Test;

class NormalizationOptionsTest {

    /** torch.nn.BatchNorm1d(num_features, eps=1e-05, momentum=0.1): running = 0.9 running + 0.1 unbiased batch. */
    @Test
    void pytorchPreset() {
        NormalizationOptions options = NormalizationOptions.pytorch();
        assertEquals(1e-5, options.eps());
        assertEquals(0.1, options.runningAverage().weight(7));
        assertEquals(VarianceEstimator.UNBIASED, options.runningVariance());
    }

    /** keras.layers.BatchNormalization(momentum=0.99, epsilon=0.001): moving = 0.99 moving + 0.01 biased batch. */
    @Test
    void kerasPreset() {
        NormalizationOptions options = NormalizationOptions.keras();
        assertEquals(1e-3, options.eps());
        assertEquals(0.01, options.runningAverage().weight(7), 1e-17);
        assertEquals(VarianceEstimator.BIASED, options.runningVariance());
    }

    @Test
    void cumulativeAverageIsTheMeanOfAllBatches() {
        RunningAverage average = new RunningAverage.Cumulative();
        double running = 123;
        double[] batches = {4, 8, 9};
        for (int i = 0; i < batches.length; i++) {
            double weight = average.weight(i + 1);
            running = (1 - weight) * running + weight * batches[i];
        }
        assertEquals(7, running, 1e-14);
    }

    @Test
    void besselsCorrection() {
        assertEquals(1, VarianceEstimator.BIASED.correction(1));
        assertEquals(1.25, VarianceEstimator.UNBIASED.correction(5));
        assertThrows(IllegalArgumentException.class, () -> VarianceEstimator.UNBIASED.correction(1));
    }

    @Test
    void valuesOutOfRangeAreRefused() {
        assertThrows(InvalidRequestException.class, () -> NormalizationOptions.pytorch().withEps(-1));
        assertThrows(InvalidRequestException.class, () -> NormalizationOptions.pytorch().withEps(Double.NaN));
        assertThrows(InvalidRequestException.class, () -> new RunningAverage.Exponential(0));
        assertThrows(InvalidRequestException.class, () -> Affine.fixedGamma(0));
        assertThrows(InvalidRequestException.class, () -> Affine.fixedGamma(Double.POSITIVE_INFINITY));
    }
}
