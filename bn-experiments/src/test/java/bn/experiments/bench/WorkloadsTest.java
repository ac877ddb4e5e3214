package bn.experiments.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.DType;
import bn.api.InvalidRequestException;
import bn.api.Shape;
import bn.api.backend.Backend;
import bn.api.kernel.Activation;
import bn.experiments.testing.Cpu;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadsTest {
    private static final long SEED = 7;

    /**
     * The same in float32 and float64: so inputs are the same whatever the backend, results are read back, and they differ by
     * rounding alone. With n roundings on the way to a number, each of half an epsilon of numbers of its array's size, they
     * differ by less than n epsilon; the longest way is through three layers of sums of at most 16 terms, forward and back, or
     * through two sums of 37, or a sum of 60: less than 200.
     */
    @ParameterizedTest
    @CsvSource({"batch-norm,37x5", "batch-norm,7x3x5", "dense,9x37x5", "convolution,5x6x4x3", "loss,6x10", "update,37x5",
            "moments,37x5",
            "step,16x12-8-6-4"})
    void resultsDifferByRoundingAlone(String kernels, String size) {
        for (Workload workload : KernelGroup.of(kernels).workloads(List.of(size))) {
            List<double[]> narrow = results(workload, DType.FLOAT32);
            List<double[]> wide = results(workload, DType.FLOAT64);
            assertTrue(wide.stream().allMatch(array -> DoubleStream.of(array).anyMatch(value -> value != 0)), workload::name);
            double difference = ResultDifference.fromFirst(List.of(wide.stream(), narrow.stream()))[1];
            assertTrue(difference > 0 && difference < 200 * DType.FLOAT32.epsilon(), () -> workload.name() + " " + difference);
        }
    }

    private static List<double[]> results(Workload workload, DType dtype) {
        try (Backend backend = Cpu.open(); Operands operands = new Operands(backend, dtype, SEED)) {
            PreparedWorkload prepared = workload.prepare(operands);
            prepared.call().run();
            List<double[]> results = prepared.results().get().toList();
            // Prepared for many calls, not for one.
            prepared.call().run();
            backend.synchronize();
            return results;
        }
    }

    /** Counted by hand: 5 passes of 4 bytes; 2 N I O; 18 N C C H W; 3 passes; 5 passes; N d (d + 1); 2 N (2 I H + 3 H K). */
    @ParameterizedTest
    @CsvSource({"batch-norm,128x256,655360", "dense,8x3x5,240", "convolution,2x3x4x5,6480", "loss,128x10,15360",
            "update,1000000,20000000",
            "moments,10x4,200", "step,16x12-8-4,9216"})
    void workIsCounted(String kernels, String size, double expected) {
        for (Workload workload : KernelGroup.of(kernels).workloads(List.of(size))) {
            assertEquals(expected, workload.work(DType.FLOAT32).amount(), workload.name());
            assertEquals(size, workload.size());
        }
    }

    /** For any draw, no input is so close to the mean, the kink of the ReLU, that rounding matters. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 16, 129})
    void noInputIsAtTheKink(int rows) {
        BatchNormWorkload workload = new BatchNormWorkload(Shape.of(rows, 3, 2), Activation.RELU);
        double[] values = workload.inputs(new SplittableRandom(SEED).doubles(rows * 6L, -1e-3, 1e-3).toArray());
        for (int channel = 0; channel < 3; channel++) {
            int c = channel;
            double[] own = IntStream.range(0, values.length).filter(i -> i / 2 % 3 == c)
                    .mapToDouble(i -> values[i]).toArray();
            double mean = Arrays.stream(own).average().orElseThrow();
            double nearest = Arrays.stream(own).map(value -> Math.abs(value - mean)).min().orElseThrow();
            // The gap of 0.01, minus the shift of the mean: at most (n - 2) / n of the gap, if all values but one lie on one side.
            assertTrue(nearest >= 0.01 * 2 / own.length, () -> "nearest " + nearest);
        }
    }

    @ParameterizedTest
    @CsvSource({"batch-norm,128", "batch-norm,1x5", "dense,3x4", "convolution,3x4x5", "dense,axbxc", "loss,0x10", "loss,-1x10",
            "update,''",
            "moments,99999999999x2", "step,128", "step,1x4-3-2", "step,8x4", "step,8x4-0-2"})
    void wrongSizesAreRefusedInOneLine(String kernels, String size) {
        InvalidRequestException e = assertThrows(InvalidRequestException.class, () -> KernelGroup.of(kernels)
                .workloads(List.of(size)));
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    }

    /** Sizes that overflow a count must be refused, not become a smaller number. */
    @ParameterizedTest
    @CsvSource({"batch-norm,2147483647x2147483647", "dense,2000000x2000000x2000000", "convolution,2x2000000x1x1",
            "moments,2x2147483647",
            "step,2147483647x2147483647-2147483647-10"})
    void hugeSizesAreCountedInFull(String kernels, String size) {
        for (Workload workload : KernelGroup.of(kernels).workloads(List.of(size))) {
            assertTrue(workload.elements() > Integer.MAX_VALUE, () -> workload.name() + " " + workload.elements());
        }
    }
}
