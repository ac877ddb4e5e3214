package bn.cpu.memory;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.checked.StoredTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Objects;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * A tensor in off-heap memory: all or some rows of a storage. Java kernels access it as a buffer, native libraries through a
 * pointer. Images are in memory with the channels last ({@link #isImages}).
 */
public final class CpuTensor implements StoredTensor {
    private final Storage storage;
    private final Shape shape;
    private final int start;
    private final boolean view;
    private final ByteBuffer bytes;
    private boolean closed;

    CpuTensor(Storage storage, Shape shape) {
        this(storage, shape, 0, false);
    }

    private CpuTensor(Storage storage, Shape shape, int start, boolean view) {
        this.storage = storage;
        this.shape = shape;
        this.start = start;
        this.view = view;
        int width = storage.dtype().bytes();
        this.bytes = storage.bytes().slice(start * width, (int) shape.elements() * width).order(ByteOrder.nativeOrder());
    }

    @Override
    public DType dtype() {
        checkOpen();
        return storage.dtype();
    }

    @Override
    public Shape shape() {
        checkOpen();
        return shape;
    }

    /** Whether a tensor of this shape, N x C x H x W, is in memory as N x H x W x C; all others are in row-major order. */
    public static boolean isImages(Shape shape) {
        return shape.rank() == 4;
    }

    /** The bytes of the elements, in native byte order. */
    public static ByteBuffer bytes(Tensor tensor) {
        return opened(tensor).bytes;
    }

    /** The elements of a float32 tensor; the first has index 0. */
    public static FloatBuffer floats(Tensor tensor) {
        return opened(tensor).bytes.asFloatBuffer();
    }

    /** The elements of a float64 tensor; the first has index 0. */
    public static DoubleBuffer doubles(Tensor tensor) {
        return opened(tensor).bytes.asDoubleBuffer();
    }

    /** The address of the first element of a float32 tensor. */
    public static FloatPointer floatPointer(Tensor tensor) {
        CpuTensor t = opened(tensor);
        return ((FloatPointer) t.storage.pointer()).getPointer(t.start);
    }

    /** The address of the first element of a float64 tensor. */
    public static DoublePointer doublePointer(Tensor tensor) {
        CpuTensor t = opened(tensor);
        return ((DoublePointer) t.storage.pointer()).getPointer(t.start);
    }

    @Override
    public Object owner() {
        return storage.memory();
    }

    @Override
    public Object storage() {
        return storage;
    }

    @Override
    public long start() {
        return start;
    }

    @Override
    public CpuTensor rows(int from, int count) {
        checkOpen();
        Objects.checkFromIndexSize(from, count, shape.size(0));
        return new CpuTensor(storage, shape.withRows(count), start + from * (int) shape.rowElements(), true);
    }

    @Override
    public void upload(float[] source, int offset) {
        Objects.checkFromIndexSize(offset, elements(), source.length);
        conversion().write(source, offset);
    }

    @Override
    public void upload(double[] source, int offset) {
        Objects.checkFromIndexSize(offset, elements(), source.length);
        conversion().write(source, offset);
    }

    @Override
    public void download(float[] target, int offset) {
        Objects.checkFromIndexSize(offset, elements(), target.length);
        conversion().read(target, offset);
    }

    @Override
    public void download(double[] target, int offset) {
        Objects.checkFromIndexSize(offset, elements(), target.length);
        conversion().read(target, offset);
    }

    private TensorConversion conversion() {
        return new TensorConversion(bytes, storage.dtype(), shape);
    }

    private static CpuTensor opened(Tensor tensor) {
        CpuTensor own = (CpuTensor) tensor;
        own.checkOpen();
        return own;
    }

    private int elements() {
        checkOpen();
        return (int) shape.elements();
    }

    private void checkOpen() {
        if (closed || !storage.isOpen()) {
            throw new IllegalStateException("the tensor of " + shape + " " + storage.dtype().label() + " is closed");
        }
    }

    @Override
    public void close() {
        closed = true;
        if (!view) {
            storage.close();
        }
    }

    @Override
    public String toString() {
        return shape + " " + storage.dtype().label();
    }
}
