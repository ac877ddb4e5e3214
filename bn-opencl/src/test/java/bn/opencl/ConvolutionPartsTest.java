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

    // 64 channels: 128 rows for each column, so 2^16 columns in a block. A GPU makes up to 512 parts of whole panels of 64 columns.
    @ParameterizedTest
    @CsvSource({"2, 1, 33, 1021", "64, 70, 31, 31", "64, 1, 1, 66601"})
    void sumsOverAllPositions(int channels, int images, int height, int width) {
        assumeTrue(TestBackends.hasOpenClDevice(), "no OpenCL device");
        int positions = height * width;
        float[] x = numbers(images * channels * positions, 1);
        float[] dy = numbers(images * channels * positions, 2);
        try (OpenClBackend backend = TestBackends.openCl(true)) {
            Tensor inputs = tensor(backend, x, Shape.of(images, channels, height, width));
            Tensor gradients = tensor(backend, dy, Shape.of(images, channels, height, width));
            Tensor result = backend.allocate(DType.FLOAT32, POINTWISE.weights(channels, channels));
            backend.optional(ConvolutionKernel.class).orElseThrow().backwardParameters(POINTWISE, inputs, gradients, result,
                    null);
            assertArrayEquals(expected(x, dy, channels, positions), result.toDoubles());
        }
    }

    private static double[] expected(float[] x, float[] dy, int channels, int positions) {
        double[] sums = new double[channels * channels];
        for (int image = 0; image < x.length; image += channels * positions) {
            for (int i = 0; i < sums.length; i++) {
                int inputs = image + i % channels * positions;
                int gradients = image + i / channels * positions;
                for (int at = 0; at < positions; at++) {
                    sums[i] += x[inputs + at] * dy[gradients + at];
                }
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
