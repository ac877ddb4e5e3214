package example.backend;

import bn.api.BnException;
import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.checked.StoredTensor;
import java.util.Objects;

/** A tensor of float32: all or some rows of an array. */
final class PlainTensor implements StoredTensor {

    /** The elements that a tensor and its views share; null when they are freed. */
    private static final class Storage {
        private final PlainBackend backend;
        private float[] values;

        Storage(PlainBackend backend, int elements) {
            this.backend = backend;
            values = new float[elements];
        }
    }

    private final Storage storage;
    private final Shape shape;
    private final int start;
    private final boolean view;
    private boolean open = true;

    private PlainTensor(Storage storage, Shape shape, int start, boolean view) {
        this.storage = storage;
        this.shape = shape;
        this.start = start;
        this.view = view;
    }

    /** A new tensor of zeros. */
    static PlainTensor allocate(PlainBackend backend, Shape shape) {
        try {
            return new PlainTensor(new Storage(backend, Math.toIntExact(shape.elements())), shape, 0, false);
        } catch (ArithmeticException | OutOfMemoryError e) {
            throw new BnException("the Java heap has no room for a tensor of " + shape
                    + " f32: use smaller batches, or give the JVM more memory (-Xmx)", e);
        }
    }

    /** An element, without checks: kernels have checked the tensor. */
    float get(int i) {
        return storage.values[start + i];
    }

    /** Sets an element to the nearest float32, without checks. */
    void set(int i, double value) {
        storage.values[start + i] = (float) value;
    }

    private void checkOpen() {
        if (!open || storage.values == null || !storage.backend.isOpen()) {
            throw new IllegalStateException("the tensor of " + this + " is closed");
        }
    }

    /** Checks that it is open and that its elements fit into an array from an offset; their number. */
    private int fitting(int length, int offset) {
        checkOpen();
        int elements = (int) shape.elements();
        Objects.checkFromIndexSize(offset, elements, length);
        return elements;
    }

    @Override
    public DType dtype() {
        checkOpen();
        return DType.FLOAT32;
    }

    @Override
    public Shape shape() {
        checkOpen();
        return shape;
    }

    @Override
    public Tensor rows(int from, int count) {
        checkOpen();
        Objects.checkFromIndexSize(from, count, shape.size(0));
        return new PlainTensor(storage, shape.withRows(count), start + from * (int) shape.rowElements(), true);
    }

    @Override
    public void upload(float[] source, int offset) {
        System.arraycopy(source, offset, storage.values, start, fitting(source.length, offset));
    }

    @Override
    public void upload(double[] source, int offset) {
        int elements = fitting(source.length, offset);
        for (int i = 0; i < elements; i++) {
            set(i, source[offset + i]);
        }
    }

    @Override
    public void download(float[] target, int offset) {
        System.arraycopy(storage.values, start, target, offset, fitting(target.length, offset));
    }

    @Override
    public void download(double[] target, int offset) {
        int elements = fitting(target.length, offset);
        for (int i = 0; i < elements; i++) {
            target[offset + i] = get(i);
        }
    }

    @Override
    public Object owner() {
        return storage.backend;
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
    public void close() {
        open = false;
        if (!view) {
            storage.values = null;
        }
    }

    @Override
    public String toString() {
        return shape + " f32";
    }
}
