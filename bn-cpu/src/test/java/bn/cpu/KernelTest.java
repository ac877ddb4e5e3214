package bn.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.backend.BackendOptions;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;

/** What tests of kernels have in common: a backend, tensors with known contents, and sums for oracles. */
abstract class KernelTest {
    /** More than the cores of a small machine, so that work is parted unevenly. */
    final Backend backend = open(3);

    static Backend open(int threads) {
        return new CpuBackendProvider().open(new BackendOptions(Optional.empty(), OptionalInt.of(threads)));
    }

    @AfterEach
    void closeBackend() {
        backend.close();
    }

    /** Half the distance from 1 to the next number: the largest relative error of one rounding. */
    static double unit(DType dtype) {
        return dtype.epsilon() / 2;
    }

    /** Normally distributed numbers that are exact in the dtype. */
    static double[] normal(DType dtype, long count, double mean, double deviation, long seed) {
        Random random = new Random(seed);
        double[] values = new double[(int) count];
        Arrays.setAll(values, i -> round(dtype, mean + deviation * random.nextGaussian()));
        return values;
    }

    static double round(DType dtype, double value) {
        return dtype == DType.FLOAT32 ? (float) value : value;
    }

    Tensor tensor(DType dtype, Shape shape, double... values) {
        Tensor tensor = backend.allocate(dtype, shape);
        tensor.upload(values, 0);
        return tensor;
    }

    /** A tensor for results, full of NaN, so that elements that are not written show. */
    Tensor blank(DType dtype, Shape shape) {
        double[] nan = new double[(int) shape.elements()];
        Arrays.fill(nan, Double.NaN);
        return tensor(dtype, shape, nan);
    }

    /** A sum whose error does not grow with the number of terms (Neumaier 1974). */
    static double sum(double... terms) {
        double sum = 0;
        double lost = 0;
        for (double term : terms) {
            double next = sum + term;
            lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
            sum = next;
        }
        return sum + lost;
    }

    static void assertNear(double expected, double actual, double bound, String what) {
        if (!(Math.abs(expected - actual) <= bound)) {
            assertEquals(expected, actual, bound, what);
        }
    }
}
