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
import bn.api.kernel.AffineParameters;
import bn.api.kernel.ChannelStatistics;
import bn.api.kernel.MomentsAccumulator;
import bn.opencl.memory.Heap;
import bn.opencl.program.Op;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every operation runs on the device, and nowhere else. */
class OperationsTest {
    /** With this many rows statistics are taken in parts. */
    private static final int MANY_ROWS = 2000;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyOperationRunsOnTheDevice(boolean tiles) {
        assumeTrue(OpenClDevices.present(), "no OpenCL device");
        for (DType dtype : DType.values()) {
            try (OpenClBackend backend = OpenClDevices.openCl(tiles)) {
                SmallNetwork network = new SmallNetwork(backend, dtype);
                for (int i = 0; i < 3; i++) {
                    network.step();
                }
                assertTrue(network.loss() > 0);
                others(backend, dtype);
                Heap heap = backend.memory().heap(dtype);
                assertNull(heap.program().heap(), "there is nothing on the host that Java threads could work on");
                for (int op = 0; op < Op.NAMES.size(); op++) {
                    assertNotEquals(0, heap.program().launches()[op], Op.NAMES.get(op));
                }
            }
        }
    }

    /** What a step of training does not need; all results are checked by the conformance suite. */
    private static void others(OpenClBackend backend, DType dtype) {
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

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStepOfAThreeLayerNetworkTakesFewLaunches(boolean tiles) {
        try (OpenClBackend backend = OpenClDevices.present() ? OpenClDevices.openCl(tiles) : OpenClDevices.java(tiles)) {
            SmallNetwork network = new SmallNetwork(backend, DType.FLOAT32);
            network.step();
            long[] before = backend.memory().heap(DType.FLOAT32).program().launches();
            network.step();
            long[] after = backend.memory().heap(DType.FLOAT32).program().launches();
            long launches = Arrays.stream(after).sum() - Arrays.stream(before).sum();
            assertTrue(launches <= 30, launches + " launches");
            long toHost = after[Op.STORE_FEW] - before[Op.STORE_FEW] + after[Op.STORE_MANY] - before[Op.STORE_MANY];
            long toDevice = after[Op.LOAD_FEW] - before[Op.LOAD_FEW] + after[Op.LOAD_MANY] - before[Op.LOAD_MANY];
            assertEquals(0, toHost, "tensors brought to the host");
            assertEquals(2, toDevice, "inputs and targets");
        }
    }
}
