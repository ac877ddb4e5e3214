package bn.experiments.bench;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The tensors of one workload on one backend. A seed gives the same numbers on every backend. */
public final class Operands implements AutoCloseable {
    private final Backend backend;
    private final DType dtype;
    private final RandomGenerator random;
    private final Deque<Runnable> closing = new ArrayDeque<>();

    Operands(Backend backend, DType dtype, long seed) {
        this.backend = backend;
        this.dtype = dtype;
        random = new SplittableRandom(seed);
    }

    Backend backend() {
        return backend;
    }

    DType dtype() {
        return dtype;
    }

    RandomGenerator random() {
        return random;
    }

    /** A tensor of zeros, for results. */
    Tensor zeros(Shape shape) {
        Tensor tensor = backend.allocate(dtype, shape);
        onClose(tensor::close);
        return tensor;
    }

    /** A tensor of standard normal numbers. */
    Tensor normal(Shape shape) {
        return filled(shape, normals(Math.toIntExact(shape.elements())));
    }

    /** A tensor of given numbers. */
    Tensor filled(Shape shape, double[] values) {
        Tensor tensor = zeros(shape);
        tensor.upload(values, 0);
        return tensor;
    }

    /** Standard normal numbers. */
    double[] normals(int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextGaussian();
        }
        return values;
    }

    /** A random class for each example; all classes are equally likely. */
    int[] labels(int examples, int classes) {
        return random.ints(examples, 0, classes).toArray();
    }

    /** Registers what to free on close; the latest is freed first. */
    void onClose(Runnable close) {
        closing.push(close);
    }

    @Override
    public void close() {
        closing.forEach(Runnable::run);
        closing.clear();
    }
}
