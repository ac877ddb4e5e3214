package bn.conformance.check;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.conformance.reference.ReferenceBackend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What one run of a check needs: it creates tensors with known contents, and frees them at the end. */
public final class Fixture implements AutoCloseable {
    private static final double GUARD = 12345;

    private final Backend backend;
    private final DType dtype;
    private final boolean inViews;
    private final List<Tensor> tensors = new ArrayList<>();

    /**
     * A fixture.
     *
     * @param backend allocates the tensors
     * @param dtype of the tensors
     * @param inViews whether tensors are the middle rows of larger ones
     */
    public Fixture(Backend backend, DType dtype, boolean inViews) {
        this.backend = backend;
        this.dtype = dtype;
        this.inViews = inViews;
    }

    /** A fixture on the reference backend, in float64. */
    public static Fixture reference() {
        return new Fixture(new ReferenceBackend(), DType.FLOAT64, false);
    }

    /** The backend. */
    public Backend backend() {
        return backend;
    }

    /** The dtype of the tensors. */
    public DType dtype() {
        return dtype;
    }

    /** The allowed errors of results. */
    public Accuracy accuracy() {
        return new Accuracy(dtype);
    }

    /** The nearest number of the dtype. */
    public double round(double value) {
        return dtype == DType.FLOAT32 ? (float) value : value;
    }

    /** Normally distributed numbers that are exact in the dtype. */
    public double[] normal(long count, double mean, double deviation, long seed) {
        Random random = new Random(seed);
        double[] values = new double[Math.toIntExact(count)];
        Arrays.setAll(values, i -> round(mean + deviation * random.nextGaussian()));
        return values;
    }

    /** A tensor with these elements. */
    public Tensor tensor(Shape shape, double... values) {
        int guards = inViews ? 1 : 0;
        int rows = shape.size(0);
        Tensor whole = backend.allocate(dtype, shape.withRows(rows + 2 * guards));
        tensors.add(whole);
        if (!inViews) {
            whole.upload(values, 0);
            return whole;
        }
        double[] around = new double[Math.toIntExact(whole.shape().elements())];
        Arrays.fill(around, GUARD);
        whole.upload(around, 0);
        Tensor middle = whole.rows(1, rows);
        middle.upload(values, 0);
        return middle;
    }

    /** A tensor for results, filled with NaN, so that an element that is not written, or is added to, is detected. */
    public Tensor blank(Shape shape) {
        double[] nan = new double[Math.toIntExact(shape.elements())];
        Arrays.fill(nan, Double.NaN);
        return tensor(shape, nan);
    }

    /** Fails if the rows around a view have changed. */
    void checkGuards() {
        for (Tensor whole : inViews ? tensors : List.<Tensor>of()) {
            int row = Math.toIntExact(whole.shape().rowElements());
            double[] guard = new double[row];
            Arrays.fill(guard, GUARD);
            double[] values = whole.toDoubles();
            Closeness.assertSame(guard, Arrays.copyOf(values, row), "the row before a view");
            Closeness.assertSame(guard, Arrays.copyOfRange(values, values.length - row, values.length), "the row after a view");
        }
    }

    @Override
    public void close() {
        tensors.forEach(Tensor::close);
    }
}
