package bn.opencl.memory;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.checked.StoredTensor;
import java.util.Objects;

/** A tensor on the device: a slice of the heap of its dtype. */
public final class HeapTensor implements StoredTensor {
    private final Memory memory;
    private final Heap heap;
    private final HeapTensor whole;
    private final int start;
    private final Shape shape;
    private boolean closed;

    HeapTensor(Memory memory, Heap heap, int start, Shape shape) {
        this.memory = memory;
        this.heap = heap;
        this.whole = this;
        this.start = start;
        this.shape = shape;
    }

    private HeapTensor(HeapTensor whole, int start, Shape shape) {
        this.memory = whole.memory;
        this.heap = whole.heap;
        this.whole = whole;
        this.start = start;
        this.shape = shape;
    }

    /** Where a tensor's elements start in the heap of its dtype. */
    public static int at(Tensor tensor) {
        HeapTensor own = (HeapTensor) tensor;
        own.checkOpen();
        return own.start;
    }

    @Override
    public DType dtype() {
        checkOpen();
        return heap.dtype();
    }

    @Override
    public Shape shape() {
        checkOpen();
        return shape;
    }

    @Override
    public Object owner() {
        return memory;
    }

    @Override
    public Object storage() {
        return whole;
    }

    @Override
    public long start() {
        return start;
    }

    @Override
    public Tensor rows(int from, int count) {
        checkOpen();
        Objects.checkFromIndexSize(from, count, shape.size(0));
        return new HeapTensor(whole, start + from * (int) shape.rowElements(), shape.withRows(count));
    }

    @Override
    public void upload(float[] source, int offset) {
        Objects.checkFromIndexSize(offset, elements(), source.length);
        heap.staging().write(source, offset, start, elements());
    }

    @Override
    public void upload(double[] source, int offset) {
        Objects.checkFromIndexSize(offset, elements(), source.length);
        heap.staging().write(source, offset, start, elements());
    }

    @Override
    public void download(float[] target, int offset) {
        Objects.checkFromIndexSize(offset, elements(), target.length);
        heap.staging().read(start, elements(), target, offset);
    }

    @Override
    public void download(double[] target, int offset) {
        Objects.checkFromIndexSize(offset, elements(), target.length);
        heap.staging().read(start, elements(), target, offset);
    }

    private int elements() {
        checkOpen();
        return (int) shape.elements();
    }

    private void checkOpen() {
        if (closed || whole.closed || !memory.isOpen()) {
            throw new IllegalStateException("the tensor of " + shape + " " + heap.dtype().label() + " is closed");
        }
    }

    @Override
    public void close() {
        if (this == whole && !closed && memory.isOpen()) {
            heap.release(start, (int) shape.elements());
        }
        closed = true;
    }

    @Override
    public String toString() {
        return shape + " " + heap.dtype().label();
    }
}
