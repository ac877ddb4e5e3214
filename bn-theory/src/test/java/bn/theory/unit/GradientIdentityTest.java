package bn.theory.unit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.theory.oracle.Differences;
import bn.theory.oracle.NaiveUnit;
import bn.theory.oracle.Samples;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GradientIdentityTest {
    private static final int N = 20;
    private static final int D = 4;
    private static final double[] GAMMA = {0.8, -1.4};
    private static final double[] BETA = {0.3, -0.1};
    private static final double[][] W = Samples.gaussian(2, D, new Random(8));

    private final double[][] rows = Samples.regression(N, D, 7);
    private final double[][] x = Samples.firstColumns(rows, D);
    private final double[] y = Samples.column(rows, D);

    private NaiveUnit unit(boolean logistic, double eps) {
        return logistic ? NaiveUnit.logistic(x, y, eps) : NaiveUnit.squared(x, y, eps);
    }

    /** Both units have the same target; dz is N x 2. */
    private double[] outputGradients(NaiveUnit unit) {
        double[] dz = new double[N * 2];
        for (int k = 0; k < 2; k++) {
            double[] one = unit.outputGradient(W[k], GAMMA[k], BETA[k]);
            for (int i = 0; i < N; i++) {
                dz[i * 2 + k] = one[i];
            }
        }
        return dz;
    }

    @ParameterizedTest
    @CsvSource({"false, 0", "false, 1e-3", "false, 0.5", "true, 0", "true, 1e-3", "true, 0.5"})
    void predictsTheGradientOfTheNormalizedLoss(boolean logistic, double eps) {
        NaiveUnit unit = unit(logistic, eps);
        PredictedGradient predicted = new GradientIdentity(Samples.flat(x), N)
                .predict(Samples.flat(W), GAMMA, eps, outputGradients(unit));
        double[] chainRule = new double[2 * D];
        for (int k = 0; k < 2; k++) {
            int unitIndex = k;
            double[] slopes = Differences.gradient(w -> unit.loss(w, GAMMA[unitIndex], BETA[unitIndex]), W[k]);
            double[] naive = unit.gradient(W[k], GAMMA[k], BETA[k]);
            assertArrayEquals(slopes, Arrays.copyOf(naive, D), 10 * Differences.ERROR);
            System.arraycopy(naive, 0, chainRule, k * D, D);
            assertEquals(-naive[D] / GAMMA[k], predicted.lambda()[k], 1e-13);
            assertArrayEquals(slopes, Arrays.copyOfRange(predicted.weights(), k * D, (k + 1) * D), 10 * Differences.ERROR);
        }
        // N = 20 terms, and inputs with means some 5 deviations from 0 in the naive sums: some 100 roundings.
        assertTrue(predicted.maxRelativeError(chainRule) < 100 * Math.ulp(1.0) * 5);
    }

    /**
     * T14. The gradient with respect to the inputs, by differences of the loss with batch norm, is that of the loss without it plus
     * (lambda/2) v.S v at fixed v, beta and lambda, with mean and covariance as functions of the inputs; with a constant S it is
     * not.
     */
    @ParameterizedTest
    @CsvSource({"false, 0", "false, 0.5", "true, 0", "true, 0.5"})
    void theInputsGetTheGradientOfThePenaltyAsWell(boolean logistic, double eps) {
        double gamma = GAMMA[0];
        NaiveUnit unit = unit(logistic, eps);
        double s = Math.sqrt(unit.productVariance(W[0]) + eps);
        double[] v = Arrays.stream(W[0]).map(w -> gamma * w / s).toArray();
        double lambda = -Differences.gradient(p -> unit.loss(W[0], p[0], BETA[0]), new double[] {gamma})[0] / gamma;
        double[] batchNorm = Differences.gradient(at -> (logistic ? NaiveUnit.logistic(rows(at), y, eps)
                : NaiveUnit.squared(rows(at), y, eps)).loss(W[0], gamma, BETA[0]), Samples.flat(x));
        double[] held = Differences.gradient(at -> folded(logistic, rows(at), v), Samples.flat(x));
        double[] penalized = Differences.gradient(at -> folded(logistic, rows(at), v)
                + lambda / 2 * Samples.dot(v, Samples.times(Samples.moments(rows(at)).covariance(), v)), Samples.flat(x));
        double off = 0;
        for (int i = 0; i < batchNorm.length; i++) {
            off = Math.max(off, Math.abs(held[i] - batchNorm[i]));
        }
        assertArrayEquals(batchNorm, penalized, 10 * Differences.ERROR);
        assertArrayEquals(batchNorm, new GradientIdentity(Samples.flat(x), N).predictInputs(W[0], new double[] {gamma}, eps,
                unit.outputGradient(W[0], gamma, BETA[0])), 10 * Differences.ERROR);
        assertTrue(off > 1e-3, "with a constant S it must be wrong");
    }

    /** The mean loss of v.(x - m) + beta, m the mean of these inputs. */
    private double folded(boolean logistic, double[][] inputs, double[] v) {
        double[] mean = Samples.moments(inputs).mean();
        double sum = 0;
        for (int i = 0; i < N; i++) {
            double z = Samples.dot(v, inputs[i]) - Samples.dot(v, mean) + BETA[0];
            sum += logistic ? Math.log1p(Math.exp(y[i] >= 2 ? -z : z)) : 0.5 * (z - y[i]) * (z - y[i]);
        }
        return sum / N;
    }

    private static double[][] rows(double[] flat) {
        double[][] rows = new double[N][];
        Arrays.setAll(rows, i -> Arrays.copyOfRange(flat, i * D, (i + 1) * D));
        return rows;
    }

    /** The inputs of a layer get the sum over its units, and nothing from one without a scale. */
    @Test
    void theInputsOfALayerGetTheSumOverItsUnits() {
        NaiveUnit unit = unit(true, 0.5);
        GradientIdentity identity = new GradientIdentity(Samples.flat(x), N);
        double[] sum = identity.predictInputs(W[0], new double[] {GAMMA[0]}, 0.5, unit.outputGradient(W[0], GAMMA[0], BETA[0]));
        double[] other = identity.predictInputs(W[1], new double[] {GAMMA[1]}, 0.5,
                unit.outputGradient(W[1], GAMMA[1], BETA[1]));
        double[] both = identity.predictInputs(Samples.flat(W), GAMMA, 0.5, outputGradients(unit));
        double[] first = identity.predictInputs(Samples.flat(W), new double[] {GAMMA[0], 0}, 0.5, outputGradients(unit));
        assertArrayEquals(sum, first, 1e-15);
        Arrays.setAll(sum, i -> sum[i] + other[i]);
        assertArrayEquals(sum, both, 1e-15);
    }

    @Test
    void aGradientWithoutThePenaltyIsFound() {
        NaiveUnit unit = unit(false, 0);
        PredictedGradient predicted = new GradientIdentity(Samples.flat(x), N)
                .predict(Samples.flat(W), GAMMA, 0, outputGradients(unit));
        double[] withoutPenalty = new double[2 * D];
        double[] mean = Samples.moments(x).mean();
        for (int k = 0; k < 2; k++) {
            double s = Math.sqrt(unit.productVariance(W[k]));
            double[] dz = unit.outputGradient(W[k], GAMMA[k], BETA[k]);
            for (int i = 0; i < N; i++) {
                for (int j = 0; j < D; j++) {
                    withoutPenalty[k * D + j] += GAMMA[k] / s * dz[i] * (x[i][j] - mean[j]);
                }
            }
        }
        assertTrue(predicted.maxRelativeError(withoutPenalty) > 0.01);
        withoutPenalty[3] = Double.NaN;
        assertTrue(Double.isNaN(predicted.maxRelativeError(withoutPenalty)));
    }

    /** T1 and T3 hold by the naive unit; numbers of another batch, a wrong sign and a missing eps do not pass. */
    @Test
    void constraintAndRateAreComparedUnitByUnit() {
        double eps = 0.5;
        NaiveUnit unit = unit(true, eps);
        PredictedGradient predicted = new GradientIdentity(Samples.flat(x), N)
                .predict(Samples.flat(W), GAMMA, eps, outputGradients(unit));
        double[] gammaGradient = new double[2];
        double[] variance = new double[2];
        double[] withoutEps = new double[2];
        for (int k = 0; k < 2; k++) {
            gammaGradient[k] = unit.gradient(W[k], GAMMA[k], BETA[k])[D];
            double[] outputs = unit.outputs(W[k], GAMMA[k], BETA[k]);
            double mean = Arrays.stream(outputs).average().orElseThrow();
            variance[k] = Arrays.stream(outputs).map(z -> (z - mean) * (z - mean)).average().orElseThrow();
            withoutEps[k] = GAMMA[k] * GAMMA[k];
            double[] terms = new double[N];
            double[] dz = unit.outputGradient(W[k], GAMMA[k], BETA[k]);
            Arrays.setAll(terms, i -> Math.abs(dz[i] * (outputs[i] - mean)));
            // |dz (z - mean)| / gamma^2 are the terms of lambda.
            assertEquals(Arrays.stream(terms).sum() / (GAMMA[k] * GAMMA[k]), predicted.rateScale()[k], 1e-13);
            assertEquals(unit.productVariance(W[k]), predicted.variance()[k], 1e-13);
        }
        assertTrue(predicted.maxRateError(GAMMA, gammaGradient) < 100 * Math.ulp(1.0) * 5);
        assertTrue(predicted.maxConstraintError(GAMMA, eps, variance) < 100 * Math.ulp(1.0) * 5);
        assertTrue(predicted.maxConstraintError(GAMMA, eps, withoutEps) > 0.01);
        assertTrue(predicted.maxRateError(GAMMA, new double[] {gammaGradient[0], -gammaGradient[1]}) > 0.01);
        assertTrue(Double.isNaN(predicted.maxRateError(GAMMA, new double[] {Double.NaN, gammaGradient[1]})));
        assertTrue(Double.isNaN(predicted.maxConstraintError(GAMMA, eps, new double[] {Double.NaN, variance[1]})));
        assertThrows(IllegalArgumentException.class, () -> predicted.maxRateError(GAMMA, new double[3]));
        assertThrows(IllegalArgumentException.class, () -> predicted.maxConstraintError(new double[1], eps, variance));
    }

    @Test
    void unitsWithoutScaleOrVariancePassNoGradient() {
        double[] constant = new double[N * D];
        Arrays.fill(constant, 2.5);
        double[] dz = outputGradients(unit(false, 0));
        PredictedGradient flat = new GradientIdentity(constant, N).predict(Samples.flat(W), GAMMA, 0, dz);
        assertArrayEquals(new double[2 * D], flat.weights());
        PredictedGradient mute = new GradientIdentity(Samples.flat(x), N).predict(Samples.flat(W), new double[2], 0, dz);
        assertTrue(Double.isNaN(mute.lambda()[0]));
        assertEquals(0, mute.maxRelativeError(new double[2 * D]));
        double[] wrong = new double[2 * D];
        wrong[1] = 1e-100;
        assertEquals(Double.POSITIVE_INFINITY, mute.maxRelativeError(wrong), "any gradient is wrong here");
        assertEquals(0, mute.maxRateError(new double[2], new double[] {1, 1}), "there is no rate");
        PredictedGradient still = new GradientIdentity(Samples.flat(x), N).predict(Samples.flat(W), GAMMA, 0, new double[2 * N]);
        assertEquals(0, still.maxRateError(GAMMA, new double[2]));
        assertEquals(Double.POSITIVE_INFINITY, still.maxRateError(GAMMA, new double[] {0, 1e-100}), "any gradient is wrong here");
    }

    @Test
    void refusesSizesThatDoNotFit() {
        GradientIdentity identity = new GradientIdentity(Samples.flat(x), N);
        assertThrows(IllegalArgumentException.class, () -> new GradientIdentity(new double[7], 2));
        assertThrows(IllegalArgumentException.class, () -> identity.predict(new double[3], GAMMA, 0, new double[2 * N]));
        assertThrows(IllegalArgumentException.class, () -> identity.predict(Samples.flat(W), GAMMA, 0, new double[N]));
    }
}
