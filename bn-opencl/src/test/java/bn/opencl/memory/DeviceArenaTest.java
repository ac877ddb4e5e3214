package bn.opencl.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bn.api.BnException;
import bn.api.DType;
import bn.opencl.device.ComputeDevice;
import bn.opencl.device.DeviceSelection;
import bn.opencl.device.Runner;
import bn.opencl.f32.FloatCpuProgram;
import bn.opencl.program.Program;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeviceArenaTest {
    private static final int MEBI = 1 << 18;

    static Stream<ComputeDevice> devices() {
        List<ComputeDevice> found = DeviceSelection.openCl();
        return found.isEmpty() ? Stream.of(DeviceSelection.java()) : Stream.of(DeviceSelection.java(), found.get(0));
    }

    private static DeviceArena arena(ComputeDevice device, int limit) {
        Program program = new FloatCpuProgram();
        Runner runner = device.open(program, DType.FLOAT32);
        return new DeviceArena(DType.FLOAT32, "test", program, runner, new CpuGeometry(device.computeUnits()), limit);
    }

    private static double[] numbers(int n, int from) {
        double[] numbers = new double[n];
        for (int i = 0; i < n; i++) {
            numbers[i] = from + i;
        }
        return numbers;
    }

    @ParameterizedTest
    @MethodSource("devices")
    void growingKeepsTheContents(ComputeDevice device) {
        DeviceArena arena = arena(device, 64 * MEBI);
        int first = arena.allocate(1000, "first");
        arena.staging().write(numbers(1000, 1), 0, first, 1000);
        int second = arena.allocate(8 * MEBI, "second");
        arena.staging().write(numbers(8 * MEBI, 7), 0, second, 8 * MEBI);
        int third = arena.allocate(30 * MEBI, "third");
        arena.staging().write(numbers(10, 5), 0, third, 10);
        double[] back = new double[8 * MEBI];
        arena.staging().read(second, back.length, back, 0);
        assertArrayEquals(numbers(8 * MEBI, 7), back);
        double[] small = new double[1000];
        arena.staging().read(first, 1000, small, 0);
        assertArrayEquals(numbers(1000, 1), small);
        arena.close();
        assertThrows(IllegalStateException.class, () -> arena.staging().read(first, 1000, small, 0));
    }

    @ParameterizedTest
    @MethodSource("devices")
    void messageOfAFullDeviceHasTheSizeTheFreeMemoryAndTheLargestPiece(ComputeDevice device) {
        DeviceArena arena = arena(device, 8 * MEBI);
        int first = arena.allocate(2 * MEBI, "first");
        arena.staging().write(numbers(10, 3), 0, first, 10);
        int second = arena.allocate(3 * MEBI, "second");
        arena.allocate(MEBI, "third");
        arena.release(second, 3 * MEBI);
        BnException e = assertThrows(BnException.class, () -> arena.allocate(4 * MEBI, "a tensor of 4x262144 f32"));
        assertEquals("device 'test' is full: a tensor of 4x262144 f32 takes 4.0 MiB; of at most 8.0 MiB of f32 5.0 MiB are free, "
                + "at most 3.0 MiB in one piece; use smaller batches or layers", e.getMessage());
        // The failure changed nothing.
        double[] back = new double[10];
        arena.staging().read(first, 10, back, 0);
        assertArrayEquals(numbers(10, 3), back);
        assertEquals(second, arena.allocate(3 * MEBI, "what fits"));
        arena.close();
    }
}
