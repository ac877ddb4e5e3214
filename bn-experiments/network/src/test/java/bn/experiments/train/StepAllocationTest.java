package bn.experiments.train;

import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Loss;
import bn.api.norm.NormalizationOptions;
import bn.experiments.architecture.Architecture;
import bn.experiments.data.Examples;
import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.network.Network;
import bn.experiments.network.NetworkSpec;
import bn.experiments.network.SgdOptimizer;
import bn.experiments.network.SgdOptions;
import bn.experiments.testing.Cpu;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A training step works in buffers that were made before: what it allocates does not grow with the batch. */
class StepAllocationTest {
    private static final int SMALL = 32;
    private static final int LARGE = 4096;
    private static final int STEPS = 25;

    @ParameterizedTest
    @EnumSource(DType.class)
    void whatAStepAllocatesDoesNotGrowWithTheBatch(DType dtype) {
        bytesPerStep(dtype, LARGE);
        long small = bytesPerStep(dtype, SMALL);
        long large = bytesPerStep(dtype, LARGE);
        // A buffer that grows with the batch grows by at least one number for each example. Half of that is tolerated, since the JIT
        // may remove the allocation of small objects at any time.
        long growth = (long) (LARGE - SMALL) * dtype.bytes();
        assertTrue(large - small < growth / 2,
                () -> small + " bytes a step at a batch of " + SMALL + ", " + large + " at " + LARGE);
    }

    private static long bytesPerStep(DType dtype, int batch) {
        Examples examples = SyntheticDigits.draw(1, batch, 1).train();
        NetworkSpec spec = new NetworkSpec(new Architecture(List.of(784, 32, 16, 10)), dtype, NormalizationOptions.pytorch(),
                batch, 1);
        int[] order = IntStream.range(0, batch).toArray();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Backend backend = Cpu.open();
                Network network = new Network(backend, spec, Cpu.normalization("batch"));
                SgdOptimizer optimizer = new SgdOptimizer(backend, network, new SgdOptions(0.1, 0.9, 0, 0, 0));
                BatchLoader loader = new BatchLoader(backend, dtype, examples, batch);
                Tensor metrics = backend.allocate(dtype, Shape.of(2))) {
            // The minimum over some steps, since a step may load a class or link a call.
            long least = Long.MAX_VALUE;
            for (int step = 0; step < STEPS; step++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                loader.load(order, 0, batch, 0, null);
                Tensor outputs = network.forward(loader.inputs());
                backend.loss().compute(Loss.SOFTMAX_CROSS_ENTROPY, outputs, loader.targets(), network.outputGradient(batch),
                        metrics);
                optimizer.backwardAndStep(network, loader.inputs());
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
            return least;
        }
    }
}
