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
import bn.api.kernel.Convolution;
import bn.api.kernel.ConvolutionKernel;
import bn.api.kernel.ElementwiseKernel;
import bn.api.kernel.Pooling;
import bn.api.kernel.PoolingKernel;
import bn.api.kernel.Sgd;
import bn.api.kernel.Window;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
        for (Shape shape : List.of(Shape.of(257, 1045), Shape.of(33, 21, 400), Shape.of(65, 16, 12, 11),
                Shape.of(33, 6, 21, 20))) {
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

    /** Forward and backward passes of kernels on images: outputs, gradients and sums. */
    private static List<double[]> passes(Backend backend, DType dtype, Shape x, Convolution convolution, int outputs) {
        Window window = Window.square(3, 2, 1);
        Shape y = convolution.window().outputs(x, outputs);
        Shape weights = convolution.weights(x.size(1), outputs);
        Shape pooled = window.outputs(x, x.size(1));
        Shape channels = Shape.of(x.size(0), x.size(1));
        List<Tensor> tensors = Stream.of(x, y, weights, Shape.of(outputs), pooled, channels, x, x, weights, Shape.of(outputs))
                .map(shape -> backend.allocate(dtype, shape)).toList();
        tensors.forEach(tensor -> tensor.upload(normal(dtype, tensor.shape().elements(), 1, 1, 1), 0));
        ConvolutionKernel kernel = backend.optional(ConvolutionKernel.class).orElseThrow();
        PoolingKernel pooling = backend.optional(PoolingKernel.class).orElseThrow();
        kernel.forward(convolution, tensors.get(0), tensors.get(2), tensors.get(3), tensors.get(1));
        kernel.backwardInput(convolution, tensors.get(1), tensors.get(2), tensors.get(6));
        kernel.backwardParameters(convolution, tensors.get(0), tensors.get(1), tensors.get(8), tensors.get(9));
        pooling.forward(Pooling.AVERAGE, window, tensors.get(0), tensors.get(4));
        pooling.backward(Pooling.AVERAGE, window, tensors.get(0), tensors.get(4), tensors.get(4), tensors.get(7));
        pooling.globalAverage(tensors.get(7), tensors.get(5));
        return tensors.stream().map(Tensor::toDoubles).toList();
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void imagesGiveTheSameBitsOnAnyNumberOfThreads(DType dtype) {
        Convolution square = Convolution.square(3, 1, 1);
        for (Shape x : new Shape[] {Shape.of(19, 8, 6, 7), Shape.of(5, 8, 41, 40), Shape.of(75, 8, 12, 11)}) {
            for (Convolution convolution : List.of(square, Convolution.square(1, 1, 0), new Convolution(square.window(), 2),
                    new Convolution(square.window(), 8))) {
                assertSameBits(dtype, x, convolution, 24);
            }
        }
        // Enough channels for Winograd's algorithm.
        assertSameBits(dtype, Shape.of(37, 32, 14, 13), square, 48);
    }

    private static void assertSameBits(DType dtype, Shape x, Convolution convolution, int outputs) {
        List<double[]> expected = List.of();
        for (int threads : new int[] {1, 2, 3, 4}) {
            try (Backend other = open(threads)) {
                List<double[]> actual = passes(other, dtype, x, convolution, outputs);
                expected = expected.isEmpty() ? actual : expected;
                for (int i = 0; i < actual.size(); i++) {
                    assertArrayEquals(expected.get(i), actual.get(i), convolution + " on " + threads + " threads: " + i);
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

    /** The same for kernels on images, of which there are as many as would be seen if each took a few bytes. */
    @Test
    void kernelsOnImagesAllocateNothingThatGrowsWithTheBatch() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        DType dtype = DType.FLOAT32;
        Shape shape = Shape.of(16384, 2, 8, 8);
        Tensor x = backend.allocate(dtype, shape);
        Tensor y = backend.allocate(dtype, shape);
        Tensor dy = backend.allocate(dtype, shape);
        Tensor dx = backend.allocate(dtype, shape);
        Tensor bias = backend.allocate(dtype, Shape.of(2));
        Tensor channels = backend.allocate(dtype, Shape.of(16384, 2));
        Shape perChannel = Shape.of(2);
        AffineParameters affine = new AffineParameters(backend.allocate(dtype, perChannel), backend.allocate(dtype, perChannel));
        AffineParameters gradient = new AffineParameters(backend.allocate(dtype, perChannel),
                backend.allocate(dtype, perChannel));
        ChannelStatistics batch = new ChannelStatistics(backend.allocate(dtype, perChannel), backend.allocate(dtype, perChannel));
        Window window = Window.square(3, 1, 1);
        ConvolutionKernel kernel = backend.optional(ConvolutionKernel.class).orElseThrow();
        PoolingKernel pooling = backend.optional(PoolingKernel.class).orElseThrow();
        ElementwiseKernel elementwise = backend.optional(ElementwiseKernel.class).orElseThrow();
        long least = Long.MAX_VALUE;
        for (long start = System.nanoTime(); least >= 100_000 && System.nanoTime() - start < TIMEOUT_NANOS;) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int groups = 1; groups <= 2; groups++) {
                Convolution convolution = new Convolution(window, groups);
                Tensor weights = backend.allocate(dtype, convolution.weights(2, 2));
                kernel.forward(convolution, x, weights, bias, y);
                kernel.backwardInput(convolution, y, weights, x);
                kernel.backwardParameters(convolution, x, y, weights, bias);
                weights.close();
            }
            for (Pooling each : Pooling.values()) {
                pooling.forward(each, window, x, y);
                pooling.backward(each, window, x, y, dy, dx);
            }
            pooling.globalAverage(x, channels);
            elementwise.add(x, y, Activation.RELU, y);
            elementwise.scaleChannels(x, channels, y);
            elementwise.scaleChannelsBackward(x, y, channels);
            backend.activation().forward(Activation.SILU, x, y);
            for (Activation activation : List.of(Activation.IDENTITY, Activation.RELU)) {
                backend.batchNorm().forward(x, affine, 1e-5, activation, batch, y);
                backend.batchNorm().backward(x, y, dy, affine, 1e-5, activation, batch, dx, gradient);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertTrue(least < 100_000, least + " bytes");
    }
}
