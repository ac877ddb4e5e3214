package bn.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.Convolution;
import bn.api.kernel.ConvolutionKernel;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The gradient with respect to weights, which a GPU sums in parts: with several blocks of columns, and with parts that are not all of
 * the same size. The data are small whole numbers, which float32 adds without rounding in any order.
 */
class ConvolutionPartsTest {
    private static final Convolution POINTWISE = Convolution.square(1, 1, 0);

    // 2 channels: 4 rows for each column, so 2^21 columns in a block, of which a GPU makes 512 parts of 64 panels.
    @ParameterizedTest
    @CsvSource({"1, 33, 1021", "40, 29, 29", "1, 1, 2200001", "3, 1000, 1000"})
    void sumsOverAllPositions(int images, int height, int width) {
        assumeTrue(TestBackends.hasOpenClDevice(), "no OpenCL device");
        int positions = height * width;
        float[] x = numbers(images * 2 * positions, 1);
        float[] dy = numbers(images * 2 * positions, 2);
        try (OpenClBackend backend = TestBackends.openCl(true)) {
            Tensor inputs = tensor(backend, x, Shape.of(images, 2, height, width));
            Tensor gradients = tensor(backend, dy, Shape.of(images, 2, height, width));
            Tensor result = backend.allocate(DType.FLOAT32, POINTWISE.weights(2, 2));
            backend.optional(ConvolutionKernel.class).orElseThrow().backwardParameters(POINTWISE, inputs, gradients, result,
                    null);
            assertArrayEquals(expected(x, dy, images, positions), result.toDoubles());
        }
    }

    private static double[] expected(float[] x, float[] dy, int images, int positions) {
        double[] sums = new double[4];
        for (int at = 0; at < images * positions; at++) {
            int first = at / positions * 2 * positions + at % positions;
            for (int i = 0; i < 4; i++) {
                sums[i] += x[first + i % 2 * positions] * dy[first + i / 2 * positions];
            }
        }
        return sums;
    }

    private static float[] numbers(int count, long seed) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextInt(3) - 1;
        }
        return values;
    }

    private static Tensor tensor(OpenClBackend backend, float[] values, Shape shape) {
        Tensor tensor = backend.allocate(DType.FLOAT32, shape);
        tensor.upload(values, 0);
        return tensor;
    }
}
