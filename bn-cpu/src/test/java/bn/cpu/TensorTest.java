package bn.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.cpu.memory.CpuTensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Properties of off-heap tensors: when their memory is freed, and how large they may be. */
class TensorTest extends KernelTest {

    @Test
    void messagesSayWhichTensorIsClosed() {
        Tensor tensor = backend.allocate(DType.FLOAT32, Shape.of(2, 2));
        tensor.close();
        IllegalStateException e = assertThrows(IllegalStateException.class, tensor::toDoubles);
        assertEquals("the tensor of 2x2 f32 is closed", e.getMessage());
    }

    /** Allocates 2 GiB in total, of which at most 128 MiB are in use at a time. The process may also grow for other reasons. */
    @Test
    void closingFreesAtOnce() {
        Shape shape = Shape.of(1 << 25);
        backend.allocate(DType.FLOAT32, shape).close();
        long before = Pointer.physicalBytes();
        for (int i = 0; i < 16; i++) {
            backend.allocate(DType.FLOAT32, shape).close();
        }
        assertTrue(Pointer.physicalBytes() - before < 1L << 30);
    }

    /** Images have the channels last in memory, which only kernels see. */
    @ParameterizedTest
    @EnumSource(DType.class)
    void imagesAreInAnotherOrderInMemory(DType dtype) {
        Shape shape = Shape.of(3, 2, 2, 3);
        double[] doubles = IntStream.range(0, 37).asDoubleStream().toArray();
        float[] floats = new float[37];
        Tensor tensor = backend.allocate(dtype, shape);
        tensor.upload(doubles, 1);
        assertArrayEquals(Arrays.copyOfRange(doubles, 1, 37), tensor.toDoubles());
        tensor.download(floats, 0);
        assertArrayEquals(Arrays.copyOfRange(doubles, 1, 37), wide(floats, 36));
        assertEquals(List.of(1.0, 7.0, 2.0, 8.0), first(tensor, dtype));
        Tensor second = tensor.rows(1, 1);
        assertEquals(List.of(13.0, 19.0, 14.0, 20.0), first(second, dtype));
        second.upload(floats, 0);
        assertEquals(List.of(1.0, 7.0, 2.0, 8.0), first(second, dtype));
        assertArrayEquals(IntStream.concat(IntStream.range(1, 13), IntStream.concat(IntStream.range(1, 13),
                IntStream.range(25, 37))).asDoubleStream().toArray(), tensor.toDoubles());
    }

    private static double[] wide(float[] values, int count) {
        return IntStream.range(0, count).mapToDouble(i -> values[i]).toArray();
    }

    private static List<Double> first(Tensor tensor, DType dtype) {
        return IntStream.range(0, 4).mapToObj(i -> dtype == DType.FLOAT32 ? (double) CpuTensor.floats(tensor).get(i)
                : CpuTensor.doubles(tensor).get(i)).toList();
    }

    @Test
    void tensorsOfMoreThan2GiBAreRefused() {
        BnException e = assertThrows(BnException.class, () -> backend.allocate(DType.FLOAT64, Shape.of(1 << 15, 1 << 15)));
        assertEquals(
                "cannot allocate a tensor of 32768x32768 f64: a tensor has at most 2 GiB here; use smaller batches or layers",
                e.getMessage());
    }
}
