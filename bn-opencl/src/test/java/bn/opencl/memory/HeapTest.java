package bn.opencl.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bn.api.BnException;
import bn.api.DType;
import bn.opencl.device.Runner;
import bn.opencl.device.Target;
import bn.opencl.device.Targets;
import bn.opencl.f32.FloatStripProgram;
import bn.opencl.program.Program;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HeapTest {
    private static final int MEBI = 1 << 18;

    static Stream<Target> targets() {
        List<Target> found = Targets.openCl();
        return found.isEmpty() ? Stream.of(Targets.java()) : Stream.of(Targets.java(), found.get(0));
    }

    private static Heap heap(Target target, int limit) {
        Program program = new FloatStripProgram();
        Runner runner = target.open(program, DType.FLOAT32);
        return new Heap(DType.FLOAT32, "test", program, runner, new Strips(target.units()), limit);
    }

    private static double[] numbers(int n, int from) {
        double[] numbers = new double[n];
        for (int i = 0; i < n; i++) {
            numbers[i] = from + i;
        }
        return numbers;
    }

    @ParameterizedTest
    @MethodSource("targets")
    void growingKeepsWhatIsThere(Target target) {
        Heap heap = heap(target, 64 * MEBI);
        int first = heap.take(1000, "first");
        heap.staging().write(numbers(1000, 1), 0, first, 1000);
        int second = heap.take(8 * MEBI, "second");
        heap.staging().write(numbers(8 * MEBI, 7), 0, second, 8 * MEBI);
        int third = heap.take(30 * MEBI, "third");
        heap.staging().write(numbers(10, 5), 0, third, 10);
        double[] back = new double[8 * MEBI];
        heap.staging().read(second, back.length, back, 0);
        assertArrayEquals(numbers(8 * MEBI, 7), back);
        double[] few = new double[1000];
        heap.staging().read(first, 1000, few, 0);
        assertArrayEquals(numbers(1000, 1), few);
        heap.close();
        assertThrows(IllegalStateException.class, () -> heap.staging().read(first, 1000, few, 0));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void fullMeansWhatWasAskedWhatIsFreeAndWhatWouldFit(Target target) {
        Heap heap = heap(target, 8 * MEBI);
        int first = heap.take(2 * MEBI, "first");
        heap.staging().write(numbers(10, 3), 0, first, 10);
        int second = heap.take(3 * MEBI, "second");
        heap.take(MEBI, "third");
        heap.release(second, 3 * MEBI);
        BnException e = assertThrows(BnException.class, () -> heap.take(4 * MEBI, "a tensor of 4x262144 f32"));
        assertEquals("device 'test' is full: a tensor of 4x262144 f32 takes 4.0 MiB; of at most 8.0 MiB of f32 5.0 MiB are free, "
                + "at most 3.0 MiB in one piece; use smaller batches or layers", e.getMessage());
        // The failure changed nothing.
        double[] back = new double[10];
        heap.staging().read(first, 10, back, 0);
        assertArrayEquals(numbers(10, 3), back);
        assertEquals(second, heap.take(3 * MEBI, "what fits"));
        heap.close();
    }
}
