package bn.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.Activation;
import bn.api.kernel.Sgd;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Activations and updates, on sizes around a tile and beyond what one thread takes. */
class ElementwiseTest extends KernelTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 1023, 1024, 1025, 200_003})
    void reluAndItsGradient(int size) {
        for (DType dtype : DType.values()) {
            Shape shape = Shape.of(size);
            double[] x = normal(dtype, size, 0, 1, 1);
            double[] dy = normal(dtype, size, 0, 1, 2);
            Tensor ys = blank(dtype, shape);
            Tensor dxs = blank(dtype, shape);
            backend.activation().forward(Activation.RELU, tensor(dtype, shape, x), ys);
            assertArrayEquals(Arrays.stream(x).map(v -> v > 0 ? v : 0).toArray(), ys.toDoubles());
            backend.activation().backward(Activation.RELU, ys, tensor(dtype, shape, dy), dxs);
            double[] dx = dxs.toDoubles();
            for (int i = 0; i < size; i++) {
                assertEquals(x[i] > 0 ? dy[i] : 0, dx[i] + 0.0);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void reluAtTheEndsOfTheRange(DType dtype) {
        double least = dtype == DType.FLOAT32 ? Float.MIN_VALUE : Double.MIN_VALUE;
        double most = dtype == DType.FLOAT32 ? Float.MAX_VALUE : Double.MAX_VALUE;
        double[] x = {least, -least, most, -most, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN, 0};
        Shape shape = Shape.of(2, 4);
        Tensor values = tensor(dtype, shape, x);
        Tensor gradients = tensor(dtype, shape, 1, 2, 3, 4, 5, 6, 7, 8);
        backend.activation().forward(Activation.RELU, values, values);
        assertArrayEquals(new double[] {least, 0, most, 0, Double.POSITIVE_INFINITY, 0, Double.NaN, 0}, values.toDoubles());
        backend.activation().backward(Activation.RELU, values, gradients, gradients);
        assertArrayEquals(new double[] {1, 0, 3, 0, 5, 0, Double.NaN, 0}, gradients.toDoubles());
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void identityCopies(DType dtype) {
        double[] x = normal(dtype, 1500, 0, 1, 1);
        Tensor y = blank(dtype, Shape.of(3, 500));
        backend.activation().forward(Activation.IDENTITY, tensor(dtype, Shape.of(3, 500), x), y);
        assertArrayEquals(x, y.toDoubles());
        Tensor dx = blank(dtype, Shape.of(3, 500));
        backend.activation().backward(Activation.IDENTITY, y, y, dx);
        assertArrayEquals(x, dx.toDoubles());
    }

    /** Two steps; each rounds six times, on numbers of which the terms' sizes are the largest. */
    @ParameterizedTest
    @ValueSource(ints = {1, 1023, 1025, 200_003})
    void sgdStepsAsPyTorchDefinesIt(int size) {
        for (DType dtype : DType.values()) {
            Shape shape = Shape.of(size);
            double[] p = normal(dtype, size, 0, 1, 1);
            double[] g = normal(dtype, size, 0, 1, 2);
            double[] v = new double[size];
            Tensor parameter = tensor(dtype, shape, p);
            Tensor gradient = tensor(dtype, shape, g);
            Tensor velocity = tensor(dtype, shape, v);
            for (int step = 0; step < 2; step++) {
                backend.update().sgd(parameter, gradient, velocity, new Sgd(0.1, 0.9, 0.01));
                for (int i = 0; i < size; i++) {
                    v[i] = 0.9 * v[i] + g[i] + 0.01 * p[i];
                    p[i] = p[i] - 0.1 * v[i];
                }
            }
            double[] actualV = velocity.toDoubles();
            double[] actualP = parameter.toDoubles();
            for (int i = 0; i < size; i++) {
                double bound = 2 * 6 * unit(dtype) * (Math.abs(p[i]) + 3 * Math.abs(g[i]) + 1);
                assertNear(v[i], actualV[i], bound, "velocity " + i);
                assertNear(p[i], actualP[i], bound, "parameter " + i);
            }
            assertArrayEquals(g, gradient.toDoubles(), "the gradient is left as it is");
        }
    }
}
