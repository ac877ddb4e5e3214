package bn.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.Loss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LossTest extends KernelTest {

    static Stream<Arguments> cases() {
        List<Arguments> cases = new ArrayList<>();
        for (DType dtype : DType.values()) {
            for (Loss loss : Loss.values()) {
                for (int[] shape : new int[][] {{1, 1}, {1, 10}, {7, 1}, {129, 10}, {3, 1100}}) {
                    cases.add(Arguments.of(dtype, loss, shape[0], shape[1]));
                }
            }
        }
        return cases.stream();
    }

    /** One-hot targets for the cross-entropy, any values for the squared loss. */
    private static double[] targets(DType dtype, Loss loss, int n, int k) {
        if (loss == Loss.SQUARED) {
            return normal(dtype, (long) n * k, 0, 1, 2);
        }
        double[] targets = new double[n * k];
        Random random = new Random(2);
        for (int i = 0; i < n; i++) {
            targets[i * k + random.nextInt(k)] = 1;
        }
        return targets;
    }

    /** The mean loss, as it is defined. */
    private static double naive(Loss loss, double[] z, double[] t, int n, int k) {
        double[] terms = new double[n * k];
        for (int i = 0; i < n; i++) {
            double[] exponentials = Arrays.stream(z, i * k, i * k + k).map(Math::exp).toArray();
            double logSum = Math.log(sum(exponentials));
            for (int j = i * k; j < i * k + k; j++) {
                terms[j] = (loss == Loss.SQUARED ? (z[j] - t[j]) * (z[j] - t[j]) / 2 : t[j] * (logSum - z[j])) / n;
            }
        }
        return sum(terms);
    }

    /** Everything is computed in double and rounded to the dtype once; float64 sums n + k + few terms of one sign. */
    @ParameterizedTest
    @MethodSource("cases")
    void lossGradientAndHitsAgreeWithTheDefinition(DType dtype, Loss loss, int n, int k) {
        double[] z = normal(dtype, (long) n * k, 0, 2, 1);
        double[] t = targets(dtype, loss, n, k);
        Shape shape = Shape.of(n, k);
        Tensor zs = tensor(dtype, shape, z);
        Tensor ts = tensor(dtype, shape, t);
        Tensor dzs = blank(dtype, shape);
        Tensor metrics = blank(dtype, Shape.of(2));
        backend.loss().compute(loss, zs, ts, dzs, metrics);
        double expected = naive(loss, z, t, n, k);
        double u = unit(dtype) + (n + k + 20) * unit(DType.FLOAT64);
        // With one column the cross-entropy is 0, as a difference of numbers of the size of z.
        assertNear(expected, metrics.toDoubles()[0], u * (expected + 10), "loss");
        double[] dz = dzs.toDoubles();
        int hits = 0;
        for (int i = 0; i < n; i++) {
            double total = sum(Arrays.stream(z, i * k, i * k + k).map(Math::exp).toArray());
            int best = i * k;
            int wanted = i * k;
            for (int j = i * k; j < i * k + k; j++) {
                double gradient = ((loss == Loss.SQUARED ? z[j] : Math.exp(z[j]) / total) - t[j]) / n;
                assertNear(gradient, dz[j], 2 * u * Math.abs(gradient) + (k + 20) * 1.2e-16 / n, "dz " + j);
                best = z[j] > z[best] ? j : best;
                wanted = t[j] > t[wanted] ? j : wanted;
            }
            hits += best == wanted ? 1 : 0;
        }
        assertEquals(hits, metrics.toDoubles()[1]);

        backend.loss().compute(loss, zs, ts, null, metrics);
        assertArrayEquals(z, zs.toDoubles(), "without a gradient nothing but the metrics changes");
        backend.loss().compute(loss, zs, ts, zs, metrics);
        assertArrayEquals(dz, zs.toDoubles(), "in place");
    }

    /** Targets that are no probabilities too: the gradient is that of the formula. */
    @ParameterizedTest
    @EnumSource(Loss.class)
    void gradientIsThatOfFiniteDifferences(Loss loss) {
        double[] z = normal(DType.FLOAT64, 12, 0, 1, 3);
        double[] t = Arrays.stream(normal(DType.FLOAT64, 12, 0, 1, 4)).map(Math::abs).toArray();
        Tensor ts = tensor(DType.FLOAT64, Shape.of(3, 4), t);
        Tensor dzs = blank(DType.FLOAT64, Shape.of(3, 4));
        Tensor metrics = blank(DType.FLOAT64, Shape.of(1, 2));
        backend.loss().compute(loss, tensor(DType.FLOAT64, Shape.of(3, 4), z), ts, dzs, metrics);
        double[] dz = dzs.toDoubles();
        double step = 1e-5;
        for (int i = 0; i < z.length; i++) {
            double kept = z[i];
            double[] side = new double[2];
            for (int s = 0; s < 2; s++) {
                z[i] = kept + (s == 0 ? step : -step);
                backend.loss().compute(loss, tensor(DType.FLOAT64, Shape.of(3, 4), z), ts, null, metrics);
                side[s] = metrics.toDoubles()[0];
            }
            z[i] = kept;
            assertNear((side[0] - side[1]) / (2 * step), dz[i], 1e-9, "dz " + i);
        }
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void largeOutputsDoNotOverflow(DType dtype) {
        Tensor metrics = blank(dtype, Shape.of(2));
        backend.loss().compute(Loss.SOFTMAX_CROSS_ENTROPY, tensor(dtype, Shape.of(2, 2), 5000, 0, -5000, 0),
                tensor(dtype, Shape.of(2, 2), 0, 1, 0, 1), null, metrics);
        assertArrayEquals(new double[] {2500, 1}, metrics.toDoubles());
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aNumberThatIsNoneShowsInTheLoss(double bad) {
        for (DType dtype : DType.values()) {
            for (Loss loss : Loss.values()) {
                for (int column = 0; column < 3; column++) {
                    double[] z = {1, 2, 3, 0, 0, 1};
                    z[column] = bad;
                    Tensor metrics = blank(dtype, Shape.of(2));
                    Tensor targets = tensor(dtype, Shape.of(2, 3), 0, 1, 0, 0, 0, 1);
                    backend.loss().compute(loss, tensor(dtype, Shape.of(2, 3), z), targets, null, metrics);
                    assertFalse(Double.isFinite(metrics.toDoubles()[0]), loss + " of " + bad + " in column " + column);
                }
            }
        }
    }

    @Test
    void ofEqualOutputsTheFirstCounts() {
        Tensor metrics = blank(DType.FLOAT32, Shape.of(2));
        backend.loss().compute(Loss.SQUARED, tensor(DType.FLOAT32, Shape.of(2, 3), 1, 2, 2, 3, 3, 1),
                tensor(DType.FLOAT32, Shape.of(2, 3), 0, 1, 0, 0, 1, 0), null, metrics);
        assertEquals(1, metrics.toDoubles()[1]);
    }
}
