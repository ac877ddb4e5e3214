package bn.theory.oracle;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;

/** A float64 tensor in a Java array. */
final class HeapTensor implements Tensor {
    final double[] values;
    final int offset;
    private final Shape shape;
    private final Runnable onClose;

    HeapTensor(double[] values, int offset, Shape shape, Runnable onClose) {
        this.values = values;
        this.offset = offset;
        this.shape = shape;
        this.onClose = onClose;
    }

    int extent(int axis) {
        return shape.extent(axis);
    }

    double get(int i) {
        return values[offset + i];
    }

    void set(int i, double value) {
        values[offset + i] = value;
    }

    @Override
    public DType dtype() {
        return DType.FLOAT64;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public Tensor rows(int from, int count) {
        int start = Math.toIntExact(from * shape.rowElements());
        return new HeapTensor(values, offset + start, shape.withRows(count), () -> { });
    }

    @Override
    public void upload(float[] source, int from) {
        throw new UnsupportedOperationException("float64 only");
    }

    @Override
    public void upload(double[] source, int from) {
        System.arraycopy(source, from, values, offset, Math.toIntExact(shape.elements()));
    }

    @Override
    public void download(float[] target, int to) {
        throw new UnsupportedOperationException("float64 only");
    }

    @Override
    public void download(double[] target, int to) {
        System.arraycopy(values, offset, target, to, Math.toIntExact(shape.elements()));
    }

    @Override
    public void close() {
        onClose.run();
    }
}
