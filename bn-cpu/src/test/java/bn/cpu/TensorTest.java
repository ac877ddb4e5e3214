package bn.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.Activation;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorTest extends KernelTest {

    @ParameterizedTest
    @EnumSource(DType.class)
    void newTensorIsZero(DType dtype) {
        for (int i = 0; i < 3; i++) {
            try (Tensor tensor = backend.allocate(dtype, Shape.of(7, 3001))) {
                assertArrayEquals(new double[7 * 3001], tensor.toDoubles());
                tensor.upload(normal(dtype, 7 * 3001, 1, 1, i), 0);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void elementsCrossTheBorderRoundedToNearest(DType dtype) {
        double[] doubles = {9, 0.1, -1e-3, 16777217};
        float[] floats = {9, 0.1f, -1e-3f, 16777217f};
        Tensor tensor = backend.allocate(dtype, Shape.of(3));
        tensor.upload(doubles, 1);
        double[] back = new double[4];
        tensor.download(back, 1);
        float[] backFloats = new float[4];
        tensor.download(backFloats, 1);
        for (int i = 1; i < 4; i++) {
            assertEquals(round(dtype, doubles[i]), back[i]);
            assertEquals((float) doubles[i], backFloats[i]);
        }
        assertEquals(0, back[0]);
        tensor.upload(floats, 1);
        tensor.download(backFloats, 1);
        tensor.download(back, 1);
        for (int i = 1; i < 4; i++) {
            assertEquals(floats[i], backFloats[i]);
            assertEquals(floats[i], back[i]);
        }
        assertThrows(IndexOutOfBoundsException.class, () -> tensor.upload(doubles, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> tensor.download(new float[2], 0));
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void rowsShareTheStorage(DType dtype) {
        Tensor tensor = tensor(dtype, Shape.of(4, 2), 0, 1, 2, 3, 4, 5, 6, 7);
        Tensor middle = tensor.rows(1, 3).rows(0, 2);
        assertEquals(Shape.of(2, 2), middle.shape());
        assertArrayEquals(new double[] {2, 3, 4, 5}, middle.toDoubles());
        backend.activation().forward(Activation.IDENTITY, tensor.rows(3, 1), tensor.rows(1, 1));
        assertArrayEquals(new double[] {6, 7, 4, 5}, middle.toDoubles());
        middle.close();
        assertArrayEquals(new double[] {0, 1, 6, 7, 4, 5, 6, 7}, tensor.toDoubles());
        assertThrows(IndexOutOfBoundsException.class, () -> tensor.rows(3, 2));
    }

    @Test
    void closedTensorIsAnErrorAndClosingTwiceIsNot() {
        Tensor tensor = backend.allocate(DType.FLOAT32, Shape.of(2, 2));
        Tensor view = tensor.rows(0, 1);
        Tensor other = backend.allocate(DType.FLOAT32, Shape.of(2, 2));
        tensor.close();
        tensor.close();
        IllegalStateException e = assertThrows(IllegalStateException.class, tensor::toDoubles);
        assertEquals("the tensor of 2x2 f32 is closed", e.getMessage());
        assertThrows(IllegalStateException.class, tensor::shape);
        assertThrows(IllegalStateException.class, view::toDoubles);
        assertThrows(IllegalStateException.class, () -> backend.activation().forward(Activation.RELU, other, tensor));
        backend.close();
        backend.close();
        assertThrows(IllegalStateException.class, other::toDoubles);
        assertThrows(IllegalStateException.class, () -> backend.allocate(DType.FLOAT32, Shape.of(1)));
        other.close();
    }

    /** 2 GiB in all, of which at most 128 MiB are in use at a time; the process may grow by something else meanwhile. */
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
    void whatDoesNotFitIsRefused() {
        BnException e = assertThrows(BnException.class, () -> backend.allocate(DType.FLOAT64, Shape.of(1 << 15, 1 << 15)));
        assertEquals("cannot allocate a tensor of 32768x32768 f64: a tensor has at most 2 GiB here; use smaller batches",
                e.getMessage());
    }
}
