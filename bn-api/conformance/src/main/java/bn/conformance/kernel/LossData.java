package bn.conformance.kernel;

import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.Loss;
import bn.conformance.check.Fixture;
import java.util.Arrays;
import java.util.Random;

/** Outputs and targets of N examples and K columns, on the host. */
record LossData(Loss loss, int n, int k, double[] z, double[] t) {

    /** For the cross-entropy one-hot targets, in every third example probabilities; for the squared loss any values. */
    static LossData random(Fixture fixture, Loss loss, int n, int k) {
        double[] t = fixture.normal((long) n * k, 0, 1, 2);
        Random random = new Random(3);
        for (int i = 0; loss == Loss.SOFTMAX_CROSS_ENTROPY && i < n; i++) {
            int hot = random.nextInt(k);
            double total = Arrays.stream(t, i * k, i * k + k).map(Math::abs).sum();
            for (int j = 0; j < k; j++) {
                t[i * k + j] = i % 3 == 2 ? fixture.round(Math.abs(t[i * k + j]) / total) : j == hot ? 1 : 0;
            }
        }
        return new LossData(loss, n, k, fixture.normal((long) n * k, 0, 2, 1), t);
    }

    Shape shape() {
        return Shape.of(n, k);
    }

    /** What a backend computes: the gradient, then the mean loss and the number of correct predictions. */
    double[][] on(Fixture fixture) {
        Tensor dz = fixture.blank(shape());
        Tensor metrics = fixture.blank(Shape.of(2));
        fixture.backend().loss().compute(loss, fixture.tensor(shape(), z), fixture.tensor(shape(), t), dz, metrics);
        return new double[][] {dz.toDoubles(), metrics.toDoubles()};
    }
}
