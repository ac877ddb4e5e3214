package bn.conformance.reference;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.checked.StoredTensor;
import java.util.Objects;

/** A tensor on the Java heap, in an array of float64; a float32 tensor rounds what is written. */
final class HeapTensor implements StoredTensor {

    /** The elements that a tensor and its views share. */
    private static final class Storage {
        private final ReferenceBackend backend;
        private final DType dtype;
        private final double[] values;
        private boolean open = true;

        Storage(ReferenceBackend backend, DType dtype, Shape shape) {
            this.backend = backend;
            this.dtype = dtype;
            values = new double[Math.toIntExact(shape.elements())];
        }
    }

    private final Storage storage;
    private final Shape shape;
    private final int start;
    private final boolean view;
    private boolean open = true;

    HeapTensor(ReferenceBackend backend, DType dtype, Shape shape) {
        this(new Storage(backend, dtype, shape), shape, 0, false);
    }

    private HeapTensor(Storage storage, Shape shape, int start, boolean view) {
        this.storage = storage;
        this.shape = shape;
        this.start = start;
        this.view = view;
    }

    double get(int i) {
        return storage.values[start + i];
    }

    void set(int i, double value) {
        storage.values[start + i] = storage.dtype == DType.FLOAT32 ? (float) value : value;
    }

    private int elements() {
        checkOpen();
        return (int) shape.elements();
    }

    private void checkOpen() {
        if (!open || !storage.open || !storage.backend.isOpen()) {
            throw new IllegalStateException("the tensor of " + this + " is closed");
        }
    }

    @Override
    public DType dtype() {
        checkOpen();
        return storage.dtype;
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
        return new HeapTensor(storage, shape.withRows(count), start + from * (int) shape.rowElements(), true);
    }

    @Override
    public void upload(float[] source, int offset) {
        Objects.checkFromIndexSize(offset, elements(), source.length);
        for (int i = 0; i < shape.elements(); i++) {
            set(i, source[offset + i]);
        }
    }

    @Override
    public void upload(double[] source, int offset) {
        Objects.checkFromIndexSize(offset, elements(), source.length);
        for (int i = 0; i < shape.elements(); i++) {
            set(i, source[offset + i]);
        }
    }

    @Override
    public void download(float[] target, int offset) {
        Objects.checkFromIndexSize(offset, elements(), target.length);
        for (int i = 0; i < shape.elements(); i++) {
            target[offset + i] = (float) get(i);
        }
    }

    @Override
    public void download(double[] target, int offset) {
        Objects.checkFromIndexSize(offset, elements(), target.length);
        System.arraycopy(storage.values, start, target, offset, (int) shape.elements());
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
        if (!view && storage.open) {
            storage.open = false;
            if (storage.backend.isOpen()) {
                storage.backend.closed();
            }
        }
    }

    @Override
    public String toString() {
        return shape + " " + storage.dtype.label();
    }
}
