package bn.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Activation;
import bn.api.kernel.AffineParameters;
import bn.api.kernel.ChannelStatistics;
import bn.api.kernel.Sgd;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The kernels in Java give the same bits with any number of threads, and allocate almost nothing on the Java heap. */
class RepeatabilityTest extends KernelTest {
    private static final long TIMEOUT_NANOS = TimeUnit.MINUTES.toNanos(2);

    /** Batch norm forward and backward, then a step of SGD; large enough for four threads. */
    private static double[] train(Backend backend, DType dtype, Shape shape) {
        int channels = shape.size(1);
        Tensor[] like = new Tensor[4];
        for (int i = 0; i < 4; i++) {
            like[i] = backend.allocate(dtype, shape);
            like[i].upload(normal(dtype, shape.elements(), 1, 1, i), 0);
        }
        Tensor[] perChannel = new Tensor[6];
        for (int i = 0; i < 6; i++) {
            perChannel[i] = backend.allocate(dtype, Shape.of(channels));
            perChannel[i].upload(normal(dtype, channels, 1, 1, i), 0);
        }
        AffineParameters affine = new AffineParameters(perChannel[0], perChannel[1]);
        AffineParameters gradient = new AffineParameters(perChannel[2], perChannel[3]);
        ChannelStatistics batch = new ChannelStatistics(perChannel[4], perChannel[5]);
        backend.batchNorm().forward(like[0], affine, 1e-5, Activation.RELU, batch, like[1]);
        backend.batchNorm().backward(like[0], like[1], like[2], affine, 1e-5, Activation.RELU, batch, like[3], gradient);
        backend.update().sgd(like[0], like[3], like[2], new Sgd(0.1, 0.9, 0.1));
        int n = (int) shape.elements();
        double[] all = new double[n + 2 * channels];
        like[0].download(all, 0);
        gradient.gamma().download(all, n);
        gradient.beta().download(all, n + channels);
        return all;
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void sameBitsOnAnyNumberOfThreads(DType dtype) {
        for (Shape shape : new Shape[] {Shape.of(257, 1045), Shape.of(33, 21, 400)}) {
            double[] expected = null;
            for (int threads : new int[] {1, 2, 3, 4}) {
                try (Backend other = open(threads)) {
                    double[] actual = train(other, dtype, shape);
                    if (expected == null) {
                        expected = actual;
                    }
                    assertArrayEquals(expected, actual, threads + " threads");
                }
            }
        }
    }

    /**
     * Each kernel processes 8 MiB, and a call allocates a few hundred bytes on the Java heap (buffers, arguments). Vectors of the
     * Vector API are objects until HotSpot has compiled the loops, which may take a while but must happen before the timeout.
     */
    @Test
    void kernelsAllocateNothingThatGrowsWithTheBatch() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        DType dtype = DType.FLOAT32;
        Shape shape = Shape.of(16384, 128);
        Tensor x = backend.allocate(dtype, shape);
        Tensor y = backend.allocate(dtype, shape);
        Tensor dy = backend.allocate(dtype, shape);
        Tensor weights = backend.allocate(dtype, Shape.of(128, 128));
        Tensor dWeights = backend.allocate(dtype, Shape.of(128, 128));
        Shape channels = Shape.of(128);
        AffineParameters affine = new AffineParameters(backend.allocate(dtype, channels), backend.allocate(dtype, channels));
        AffineParameters gradient = new AffineParameters(backend.allocate(dtype, channels), backend.allocate(dtype, channels));
        ChannelStatistics batch = new ChannelStatistics(backend.allocate(dtype, channels), backend.allocate(dtype, channels));
        long least = Long.MAX_VALUE;
        for (long start = System.nanoTime(); least >= 100_000 && System.nanoTime() - start < TIMEOUT_NANOS;) {
            long before = threads.getCurrentThreadAllocatedBytes();
            backend.dense().forward(x, weights, affine.beta(), y);
            backend.batchNorm().forward(y, affine, 1e-5, Activation.RELU, batch, dy);
            backend.batchNorm().backward(y, dy, x, affine, 1e-5, Activation.RELU, batch, x, gradient);
            backend.dense().backwardParameters(y, x, dWeights, affine.beta());
            backend.update().sgd(x, y, dy, new Sgd(0.1, 0.9, 0));
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertTrue(least < 100_000, least + " bytes");
    }
}
