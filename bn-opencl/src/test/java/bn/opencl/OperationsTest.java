package bn.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.Activation;
import bn.api.kernel.Adam;
import bn.api.kernel.AdamKernel;
import bn.api.kernel.AffineParameters;
import bn.api.kernel.ChannelStatistics;
import bn.api.kernel.Convolution;
import bn.api.kernel.ConvolutionKernel;
import bn.api.kernel.CopyKernel;
import bn.api.kernel.ElementwiseKernel;
import bn.api.kernel.MomentsAccumulator;
import bn.api.kernel.Pooling;
import bn.api.kernel.PoolingKernel;
import bn.api.kernel.Window;
import bn.opencl.memory.DeviceArena;
import bn.opencl.program.Op;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every operation runs on the device and nowhere else. */
class OperationsTest {
    /** So many rows that statistics are computed in several parts. */
    private static final int MANY_ROWS = 2000;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyOperationRunsOnTheDevice(boolean gpuProgram) {
        assumeTrue(TestBackends.hasOpenClDevice(), "no OpenCL device");
        for (DType dtype : DType.values()) {
            try (OpenClBackend backend = TestBackends.openCl(gpuProgram)) {
                SmallNetwork network = new SmallNetwork(backend, dtype);
                for (int i = 0; i < 3; i++) {
                    network.step();
                }
                assertTrue(network.loss() > 0);
                runOtherOperations(backend, dtype);
                runOperationsOnImages(backend, dtype);
                DeviceArena arena = backend.memory().arena(dtype);
                assertNull(arena.program().arena(), "the arena is not on the host, where Java threads could use it");
                for (int op = 0; op < Op.NAMES.size(); op++) {
                    assertNotEquals(0, arena.program().launches()[op], Op.NAMES.get(op));
                }
            }
        }
    }

    /** Runs the operations that a training step does not use. The conformance suite checks all results. */
    private static void runOtherOperations(OpenClBackend backend, DType dtype) {
        Tensor x = backend.allocate(dtype, Shape.of(MANY_ROWS, 100));
        Tensor y = backend.allocate(dtype, Shape.of(MANY_ROWS, 100));
        Shape channels = Shape.of(100);
        AffineParameters affine = new AffineParameters(backend.allocate(dtype, channels), backend.allocate(dtype, channels));
        AffineParameters gradient = new AffineParameters(backend.allocate(dtype, channels), backend.allocate(dtype, channels));
        ChannelStatistics batch = new ChannelStatistics(backend.allocate(dtype, channels), backend.allocate(dtype, channels));
        backend.batchNorm().forward(x, affine, 1e-5, Activation.IDENTITY, batch, y);
        backend.batchNorm().backward(x, y, y, affine, 1e-5, Activation.IDENTITY, batch, y, gradient);
        backend.activation().forward(Activation.IDENTITY, x, y);
        backend.activation().forward(Activation.RELU, x, y);
        backend.activation().backward(Activation.RELU, x, y, y);
        x.upload(new float[MANY_ROWS * 100], 0);
        x.toDoubles();
        try (MomentsAccumulator moments = backend.moments().accumulator(dtype, 100)) {
            moments.add(x);
            moments.add(x);
        }
    }

    /** Runs the operations of networks for images. */
    private static void runOperationsOnImages(OpenClBackend backend, DType dtype) {
        Shape images = Shape.of(2, 4, 6, 6);
        Tensor x = backend.allocate(dtype, images);
        Tensor y = backend.allocate(dtype, images);
        Tensor factors = backend.allocate(dtype, Shape.of(2, 4));
        for (int groups : new int[] {1, 4}) {
            Convolution convolution = new Convolution(Window.square(3, 1, 1), groups);
            Tensor weights = backend.allocate(dtype, convolution.weights(4, 4));
            ConvolutionKernel kernel = backend.optional(ConvolutionKernel.class).orElseThrow();
            kernel.forward(convolution, x, weights, null, y);
            kernel.backwardInput(convolution, y, weights, x);
            kernel.backwardParameters(convolution, x, y, weights, null);
        }
        PoolingKernel pooling = backend.optional(PoolingKernel.class).orElseThrow();
        pooling.forward(Pooling.MAX, Window.square(3, 1, 1), x, y);
        pooling.backward(Pooling.MAX, Window.square(3, 1, 1), x, y, backend.allocate(dtype, images),
                backend.allocate(dtype, images));
        pooling.globalAverage(x, factors);
        ElementwiseKernel elementwise = backend.optional(ElementwiseKernel.class).orElseThrow();
        elementwise.add(x, y, Activation.RELU, y);
        elementwise.multiply(x, y, y);
        elementwise.scaleChannels(x, factors, y);
        CopyKernel copy = backend.optional(CopyKernel.class).orElseThrow();
        copy.copyChannels(x, 1, 2, y, 0);
        copy.crop(x, 1, 1, backend.allocate(dtype, Shape.of(2, 4, 3, 3)));
        backend.activation().forward(Activation.SILU, x, y);
        backend.activation().backward(Activation.SILU, x, y, y);
        backend.optional(AdamKernel.class).orElseThrow().adam(x, y, backend.allocate(dtype, images),
                backend.allocate(dtype, images),
                new Adam(0.1, 0.9, 0.999, 1e-8, 0, false), 1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStepOfAThreeLayerNetworkTakesFewLaunches(boolean gpuProgram) {
        try (OpenClBackend backend = TestBackends.hasOpenClDevice() ? TestBackends.openCl(gpuProgram)
                : TestBackends.java(gpuProgram)) {
            SmallNetwork network = new SmallNetwork(backend, DType.FLOAT32);
            network.step();
            long[] before = backend.memory().arena(DType.FLOAT32).program().launches();
            network.step();
            long[] after = backend.memory().arena(DType.FLOAT32).program().launches();
            long launches = Arrays.stream(after).sum() - Arrays.stream(before).sum();
            assertTrue(launches <= 30, launches + " launches");
            long toHost = after[Op.STORE_SMALL] - before[Op.STORE_SMALL] + after[Op.STORE_LARGE] - before[Op.STORE_LARGE];
            long toDevice = after[Op.LOAD_SMALL] - before[Op.LOAD_SMALL] + after[Op.LOAD_LARGE] - before[Op.LOAD_LARGE];
            assertEquals(0, toHost, "tensors copied to the host");
            assertEquals(2, toDevice, "inputs and targets");
        }
    }
}
