package bn.experiments.study.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.backend.Backend;
import bn.api.kernel.Sgd;
import bn.experiments.testing.Cpu;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BatchNormLayerTest {
    private static final int N = 40;
    private static final int D = 3;
    private static final int K = 2;
    private static final double GAMMA = 0.3;

    private final double[] x = new SplittableRandom(1).doubles(N * D, -1, 2).toArray();
    private final double[] y = new SplittableRandom(2).doubles(N * K, -1, 1).toArray();

    /** Mean squared loss of the outputs scale * v.(x - mean) for the rows v of the effective weights, of one output. */
    private double loss(double[] v, int k, double scale) {
        double[] mean = new double[D];
        for (int i = 0; i < N * D; i++) {
            mean[i % D] += x[i] / N;
        }
        double loss = 0;
        for (int i = 0; i < N; i++) {
            double z = 0;
            for (int j = 0; j < D; j++) {
                z += scale * v[k * D + j] * (x[i * D + j] - mean[j]);
            }
            loss += 0.5 * Math.pow(z - y[i * K + k], 2) / N;
        }
        return loss;
    }

    @Test
    void ratesAreTheSlopeOfTheLossByGamma() {
        try (Backend backend = Cpu.open(); BatchNormLayer layer = new BatchNormLayer(backend, D, K, N, GAMMA, 3)) {
            layer.load(x, y, N);
            layer.pass();
            double[] v = layer.effectiveWeights();
            for (int k = 0; k < K; k++) {
                // Effective weights are proportional to gamma; the loss is quadratic in it, so the central difference is exact.
                double slope = (loss(v, k, 1.5) - loss(v, k, 0.5)) / GAMMA;
                assertEquals(-slope / GAMMA, layer.rates()[k], 1e-11);
            }
        }
    }

    @Test
    void stepsLowerTheLoss() {
        try (Backend backend = Cpu.open(); BatchNormLayer layer = new BatchNormLayer(backend, D, K, N, GAMMA, 3)) {
            layer.load(x, y, N);
            layer.pass();
            double before = loss(layer.effectiveWeights(), 0, 1);
            for (int step = 0; step < 50; step++) {
                layer.step(new Sgd(1, 0, 0));
            }
            layer.pass();
            assertTrue(loss(layer.effectiveWeights(), 0, 1) < before);
        }
    }
}
