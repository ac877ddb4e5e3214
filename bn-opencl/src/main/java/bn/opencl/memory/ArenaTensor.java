package bn.opencl.memory;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.checked.StoredTensor;
import java.util.Objects;

/** A tensor on the device: a slice of the arena of its dtype. */
public final class ArenaTensor implements StoredTensor {
    private final DeviceMemory memory;
    private final DeviceArena arena;
    private final ArenaTensor whole;
    private final int start;
    private final Shape shape;
    private boolean closed;

    ArenaTensor(DeviceMemory memory, DeviceArena arena, int start, Shape shape) {
        this.memory = memory;
        this.arena = arena;
        this.whole = this;
        this.start = start;
        this.shape = shape;
    }

    private ArenaTensor(ArenaTensor whole, int start, Shape shape) {
        this.memory = whole.memory;
        this.arena = whole.arena;
        this.whole = whole;
        this.start = start;
        this.shape = shape;
    }

    /** Where the elements of a tensor start in the arena of its dtype. */
    public static int at(Tensor tensor) {
        ArenaTensor own = (ArenaTensor) tensor;
        own.checkOpen();
        return own.start;
    }

    @Override
    public DType dtype() {
        checkOpen();
        return arena.dtype();
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
        return new ArenaTensor(whole, start + from * (int) shape.rowElements(), shape.withRows(count));
    }

    @Override
    public void upload(float[] source, int offset) {
        Objects.checkFromIndexSize(offset, elements(), source.length);
        arena.staging().write(source, offset, start, elements());
    }

    @Override
    public void upload(double[] source, int offset) {
        Objects.checkFromIndexSize(offset, elements(), source.length);
        arena.staging().write(source, offset, start, elements());
    }

    @Override
    public void download(float[] target, int offset) {
        Objects.checkFromIndexSize(offset, elements(), target.length);
        arena.staging().read(start, elements(), target, offset);
    }

    @Override
    public void download(double[] target, int offset) {
        Objects.checkFromIndexSize(offset, elements(), target.length);
        arena.staging().read(start, elements(), target, offset);
    }

    private int elements() {
        checkOpen();
        return (int) shape.elements();
    }

    private void checkOpen() {
        if (closed || whole.closed || !memory.isOpen()) {
            throw new IllegalStateException("the tensor of " + shape + " " + arena.dtype().label() + " is closed");
        }
    }

    @Override
    public void close() {
        if (this == whole && !closed && memory.isOpen()) {
            arena.release(start, (int) shape.elements());
        }
        closed = true;
    }

    @Override
    public String toString() {
        return shape + " " + arena.dtype().label();
    }
}
