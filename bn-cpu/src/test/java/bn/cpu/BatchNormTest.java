package bn.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.Activation;
import bn.api.kernel.ChannelStatistics;
import bn.api.kernel.VarianceEstimator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BatchNormTest extends BatchNormFixture {
    static Stream<Arguments> cases() {
        List<Shape> shapes = List.of(Shape.of(1, 1), Shape.of(1, 5), Shape.of(7, 1), Shape.of(2, 3), Shape.of(75, 33),
                Shape.of(9, 1100), Shape.of(201, 1045), Shape.of(1, 3, 5), Shape.of(4, 3, 7), Shape.of(3, 700, 2),
                Shape.of(17, 5, 16), Shape.of(5, 2, 1030), Shape.of(66, 40, 90));
        List<Arguments> cases = new ArrayList<>();
        for (DType dtype : DType.values()) {
            for (Shape shape : shapes) {
                for (double eps : new double[] {0, 1e-5}) {
                    for (Activation activation : Activation.values()) {
                        cases.add(Arguments.of(dtype, shape, eps, activation));
                    }
                }
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithItsDefinition(DType dtype, Shape shape, double eps, Activation activation) {
        int channels = shape.extent(1);
        double[] x = normal(dtype, shape.elements(), 3, 2, 1);
        double[] dy = normal(dtype, shape.elements(), 0.1, 1, 2);
        double[] gamma = normal(dtype, channels, 1, 0.5, 3);
        double[] beta = normal(dtype, channels, 0, 0.5, 4);
        boolean relu = activation == Activation.RELU;
        NaiveBatchNorm naive = new NaiveBatchNorm(shape, x, gamma, beta, eps, relu, dy);
        allocate(dtype, channels, gamma, beta);
        Tensor xs = tensor(dtype, shape, x);
        Tensor ys = blank(dtype, shape);
        backend.batchNorm().forward(xs, affine, eps, activation, batch, ys);
        checkForward(dtype, naive, gamma, beta, ys);

        // Where rounding puts an output on the other side of 0, the definition has another gradient: leave such dy out.
        double[] y = ys.toDoubles();
        for (int i = 0; i < y.length; i++) {
            dy[i] = relu && y[i] > 0 != naive.y[i] > 0 ? 0 : dy[i];
        }
        naive = new NaiveBatchNorm(shape, x, gamma, beta, eps, relu, dy);
        Tensor dys = tensor(dtype, shape, dy);
        Tensor dxs = blank(dtype, shape);
        backend.batchNorm().backward(xs, ys, dys, affine, eps, activation, batch, dxs, gradient);
        checkBackward(dtype, naive, gamma, dxs);

        backend.batchNorm().backward(xs, ys, dys, affine, eps, activation, batch, dys, gradient);
        assertArrayEquals(dxs.toDoubles(), dys.toDoubles(), "in place");
    }

    /** Roundings of a sum: 66 over a group of rows, half of SCATTER for each 1 / sqrt(variance + eps), few others. */
    private void checkBackward(DType dtype, NaiveBatchNorm naive, double[] gamma, Tensor dxs) {
        double u = unit(dtype);
        double[] dgamma = gradient.gamma().toDoubles();
        double[] dbeta = gradient.beta().toDoubles();
        for (int c = 0; c < dgamma.length; c++) {
            double count = (double) naive.y.length / dgamma.length;
            // The mean that the forward pass keeps is rounded, which moves every xhat by as much.
            double moved = (Math.abs(naive.mean[c]) + SCATTER * Math.sqrt(naive.variance[c])) * naive.scale[c];
            assertNear(naive.dbeta[c], dbeta[c], 67 * u * count * naive.meanG[c], "dbeta " + c);
            assertNear(naive.dgamma[c], dgamma[c], u * count
                    * ((SCATTER / 2 + 72) * naive.meanProduct[c] + 2 * moved * naive.meanG[c]), "dgamma " + c);
        }
        double[] dx = dxs.toDoubles();
        for (int i = 0; i < dx.length; i++) {
            int c = naive.channel(i);
            double moved = (Math.abs(naive.mean[c]) + SCATTER * Math.sqrt(naive.variance[c])) * naive.scale[c];
            double terms = 6 + naive.meanG[c] + naive.largest[c] * naive.meanProduct[c];
            double shifted = naive.meanProduct[c] + naive.largest[c] * naive.meanG[c];
            double bound = u * Math.abs(gamma[c]) * naive.scale[c] * ((1.5 * SCATTER + 80) * terms + 2 * moved * shifted);
            assertNear(naive.dx[i], dx[i], bound, "dx " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void inferenceUsesTheGivenStatistics(DType dtype, Shape shape, double eps, Activation activation) {
        int channels = shape.extent(1);
        double[] x = normal(dtype, shape.elements(), 3, 2, 1);
        double[] gamma = normal(dtype, channels, 1, 0.5, 3);
        double[] beta = normal(dtype, channels, 0, 0.5, 4);
        double[] mean = normal(dtype, channels, 3, 0.1, 5);
        double[] variance = Arrays.stream(normal(dtype, channels, 4, 1, 6)).map(Math::abs).toArray();
        allocate(dtype, channels, gamma, beta);
        ChannelStatistics given = new ChannelStatistics(tensor(dtype, Shape.of(channels), mean),
                tensor(dtype, Shape.of(channels), variance));
        Tensor xs = tensor(dtype, shape, x);
        Tensor ys = blank(dtype, shape);
        backend.batchNorm().infer(xs, affine, eps, activation, given, ys);
        double[] y = ys.toDoubles();
        NaiveBatchNorm layout = new NaiveBatchNorm(shape, x, gamma, beta, eps, false, x);
        for (int i = 0; i < y.length; i++) {
            int c = layout.channel(i);
            double product = gamma[c] * (x[i] - mean[c]) / Math.sqrt(variance[c] + eps);
            double z = product + beta[c];
            // The difference, the scale, the product and the sum round once each; the oracle as often.
            double bound = 8 * unit(dtype) * (Math.abs(product) + Math.abs(beta[c]));
            assertNear(activation == Activation.RELU ? Math.max(z, 0) : z, y[i], bound, "y " + i);
        }
        backend.batchNorm().infer(xs, affine, eps, activation, given, xs);
        assertArrayEquals(y, xs.toDoubles(), "in place");
    }

    @Test
    void trackingMovesTheRunningStatistics() {
        allocate(DType.FLOAT64, 1, new double[] {1}, new double[] {0});
        batch.mean().upload(new double[] {10}, 0);
        batch.variance().upload(new double[] {3}, 0);
        Shape one = Shape.of(1);
        ChannelStatistics running = new ChannelStatistics(tensor(DType.FLOAT64, one, 2), tensor(DType.FLOAT64, one, 1));
        backend.batchNorm().track(running, batch, 0.25, VarianceEstimator.UNBIASED, 4);
        assertEquals(0.75 * 2 + 0.25 * 10, running.mean().toDoubles()[0]);
        assertEquals(0.75 * 1 + 0.25 * (3 * 4.0 / 3), running.variance().toDoubles()[0]);
        backend.batchNorm().track(running, batch, 1, VarianceEstimator.BIASED, 1);
        assertEquals(10, running.mean().toDoubles()[0]);
        assertEquals(3, running.variance().toDoubles()[0]);
    }
}
