package bn.benchmarks.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import bn.benchmarks.task.ProductTask;
import bn.benchmarks.task.StepTask;
import bn.benchmarks.worker.Case;
import java.util.ArrayList;
import java.util.List;

/** The products of a training step and nothing else, by libtorch's BLAS. */
final class StepProductsCase implements Case {
    private final StepTask task;
    private final NDManager manager;
    /** Values of layer i are the inputs of product i, and have the shape of the gradients with respect to them. */
    private final List<NDArray> values = new ArrayList<>();
    private final List<NDArray> weights = new ArrayList<>();

    StepProductsCase(StepTask task, NDManager base) {
        this.task = task;
        manager = base.newSubManager();
        values.add(manager.create(task.x(), new Shape(task.batch(), task.inputs())));
        for (int i = 0; i < task.layers(); i++) {
            weights.add(manager.create(task.weights(i), new Shape(task.widths().get(i + 1), task.widths().get(i))));
            values.add(values.get(i).dot(weights.get(i).transpose()));
        }
    }

    @Override
    public void run() {
        pass(false);
    }

    private void pass(boolean check) {
        try (NDManager step = manager.newSubManager()) {
            for (int i = 0; i < weights.size(); i++) {
                product(step, values.get(i), weights.get(i).transpose());
            }
            for (int i = weights.size() - 1; i > 0; i--) {
                product(step, values.get(i + 1).transpose(), values.get(i));
                product(step, values.get(i + 1), weights.get(i));
            }
            NDArray gradient = product(step, values.get(1).transpose(), values.get(0));
            if (check) {
                new ProductTask(task.widths().get(1), task.batch(), task.inputs()).check(
                        values.get(1).transpose().toFloatArray(), task.x(), gradient.toFloatArray());
            }
        }
    }

    private static NDArray product(NDManager step, NDArray a, NDArray b) {
        NDArray c = a.dot(b);
        c.attach(step);
        return c;
    }

    @Override
    public void check() {
        pass(true);
    }

    @Override
    public void close() {
        manager.close();
    }
}
