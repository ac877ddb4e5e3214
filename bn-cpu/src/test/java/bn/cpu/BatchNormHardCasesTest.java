package bn.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.Activation;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Batch norm where it is hard: against finite differences, far from 0, without variance, and with numbers that are none. */
class BatchNormHardCasesTest extends BatchNormFixture {
    @ParameterizedTest
    @EnumSource(Activation.class)
    void gradientIsThatOfFiniteDifferences(Activation activation) {
        Shape shape = Shape.of(3, 2, 4);
        double[] x = normal(DType.FLOAT64, shape.elements(), 1, 1, 5);
        double[] weight = normal(DType.FLOAT64, shape.elements(), 0, 1, 6);
        allocate(DType.FLOAT64, 2, new double[] {0.7, -1.3}, new double[] {0.2, 0.1});
        Tensor xs = tensor(DType.FLOAT64, shape, x);
        Tensor ys = blank(DType.FLOAT64, shape);
        Tensor dxs = blank(DType.FLOAT64, shape);
        backend.batchNorm().forward(xs, affine, 0.01, activation, batch, ys);
        Tensor dys = tensor(DType.FLOAT64, shape, weight);
        backend.batchNorm().backward(xs, ys, dys, affine, 0.01, activation, batch, dxs, gradient);
        checkDifferences(xs, dxs, xs, activation, weight);
        checkDifferences(affine.gamma(), gradient.gamma(), xs, activation, weight);
        checkDifferences(affine.beta(), gradient.beta(), xs, activation, weight);
    }

    /** With a step of 1e-5, truncation costs about 1e-10 of the third derivative, and rounding about 1e-16 / 1e-5. */
    private void checkDifferences(Tensor variable, Tensor derivative, Tensor xs, Activation activation, double[] weight) {
        double step = 1e-5;
        double[] values = variable.toDoubles();
        double[] derivatives = derivative.toDoubles();
        for (int i = 0; i < values.length; i++) {
            double kept = values[i];
            double[] loss = new double[2];
            for (int side = 0; side < 2; side++) {
                values[i] = kept + (side == 0 ? step : -step);
                variable.upload(values, 0);
                Tensor ys = blank(DType.FLOAT64, xs.shape());
                backend.batchNorm().forward(xs, affine, 0.01, activation, batch, ys);
                double[] y = ys.toDoubles();
                for (int j = 0; j < y.length; j++) {
                    loss[side] += weight[j] * y[j];
                }
            }
            values[i] = kept;
            variable.upload(values, 0);
            assertNear((loss[0] - loss[1]) / (2 * step), derivatives[i], 1e-8, "derivative " + i);
        }
    }

    /** Channels whose values are far from 0, drift, and follow an outlier. */
    @ParameterizedTest
    @EnumSource(DType.class)
    void largeMeanCostsNoAccuracy(DType dtype) {
        int rows = 3001;
        double[] noise = normal(DType.FLOAT64, rows, 0, 1, 7);
        double[] x = new double[rows * 3];
        for (int i = 0; i < rows; i++) {
            x[3 * i] = round(dtype, 1e4 + noise[i]);
            x[3 * i + 1] = round(dtype, 1e4 + i + noise[i]);
            x[3 * i + 2] = round(dtype, i == 0 ? -1e4 : 1e4 + noise[i]);
        }
        Shape shape = Shape.of(rows, 3);
        double[] gamma = {1, 1, 1};
        double[] beta = {0, 0, 0};
        allocate(dtype, 3, gamma, beta);
        Tensor ys = blank(dtype, shape);
        backend.batchNorm().forward(tensor(dtype, shape, x), affine, 0, Activation.IDENTITY, batch, ys);
        checkForward(dtype, new NaiveBatchNorm(shape, x, gamma, beta, 0, false, x), gamma, beta, ys);
    }

    /** Kept in float32, sums of equal numbers drift by far more than the roundings that short groups of rows allow. */
    @Test
    void sumsOverLongBatchesDoNotDrift() {
        int rows = 60_000;
        Shape shape = Shape.of(rows, 1);
        double[] dy = new double[rows];
        Arrays.fill(dy, 0.1f);
        double[] x = new double[rows];
        Arrays.setAll(x, i -> i % 2 == 0 ? 0.1f : -0.1f);
        allocate(DType.FLOAT32, 1, new double[] {1}, new double[] {0});
        Tensor xs = tensor(DType.FLOAT32, shape, x);
        Tensor ys = blank(DType.FLOAT32, shape);
        backend.batchNorm().forward(xs, affine, 0, Activation.IDENTITY, batch, ys);
        Tensor dys = tensor(DType.FLOAT32, shape, dy);
        backend.batchNorm().backward(xs, ys, dys, affine, 0, Activation.IDENTITY, batch, ys, gradient);
        double square = (double) 0.1f * 0.1f;
        assertNear(square, batch.variance().toDoubles()[0], (SCATTER + 2) * unit(DType.FLOAT32) * square, "variance");
        double sum = rows * (double) 0.1f;
        assertNear(sum, gradient.beta().toDoubles()[0], 67 * unit(DType.FLOAT32) * sum, "dbeta");
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void constantChannelIsNormalizedToZeroAndPassesNoGradient(DType dtype) {
        for (Shape shape : List.of(Shape.of(77, 2), Shape.of(77, 2, 3), Shape.of(3, 2, 1500))) {
            double[] x = new double[(int) shape.elements()];
            double[] dy = normal(dtype, x.length, 0, 1, 8);
            Arrays.fill(x, round(dtype, 0.1));
            allocate(dtype, 2, new double[] {2, 3}, new double[] {0.5, -0.25});
            Tensor xs = tensor(dtype, shape, x);
            Tensor ys = blank(dtype, shape);
            Tensor dxs = blank(dtype, shape);
            backend.batchNorm().forward(xs, affine, 0, Activation.IDENTITY, batch, ys);
            backend.batchNorm().backward(xs, ys, tensor(dtype, shape, dy), affine, 0, Activation.IDENTITY, batch, dxs, gradient);
            NaiveBatchNorm layout = new NaiveBatchNorm(shape, x, new double[2], new double[2], 0, false, dy);
            double[] y = ys.toDoubles();
            for (int i = 0; i < y.length; i++) {
                assertEquals(layout.channel(i) == 0 ? 0.5 : -0.25, y[i]);
            }
            assertArrayEquals(new double[2], batch.variance().toDoubles());
            assertArrayEquals(new double[x.length], Arrays.stream(dxs.toDoubles()).map(Math::abs).toArray());
            assertArrayEquals(new double[2], Arrays.stream(gradient.gamma().toDoubles()).map(Math::abs).toArray());
        }
    }

    @Test
    void nanAndInfinityStayInTheirChannel() {
        allocate(DType.FLOAT32, 3, new double[] {1, 1, 1}, new double[3]);
        Tensor ys = blank(DType.FLOAT32, Shape.of(2, 3));
        Tensor xs = tensor(DType.FLOAT32, Shape.of(2, 3), Double.NaN, 1, Double.POSITIVE_INFINITY, 1, 3, 1);
        backend.batchNorm().forward(xs, affine, 0, Activation.RELU, batch, ys);
        assertArrayEquals(new double[] {Double.NaN, 0, Double.NaN, Double.NaN, 1, Double.NaN}, ys.toDoubles());
    }
}
