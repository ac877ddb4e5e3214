package bn.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

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

    @Test
    void tensorsOfMoreThan2GiBAreRefused() {
        BnException e = assertThrows(BnException.class, () -> backend.allocate(DType.FLOAT64, Shape.of(1 << 15, 1 << 15)));
        assertEquals(
                "cannot allocate a tensor of 32768x32768 f64: a tensor has at most 2 GiB here; use smaller batches or layers",
                e.getMessage());
    }
}
