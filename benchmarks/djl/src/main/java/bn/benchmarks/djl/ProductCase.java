package bn.benchmarks.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import bn.benchmarks.task.ProductTask;
import bn.benchmarks.worker.Case;

/** A matrix product into a new tensor. */
final class ProductCase implements Case {
    private final ProductTask task;
    private final NDManager manager;
    private final NDArray a;
    private final NDArray b;

    ProductCase(ProductTask task, NDManager base) {
        this.task = task;
        manager = base.newSubManager();
        a = manager.create(task.a(), new Shape(task.rows(), task.inner()));
        b = manager.create(task.b(), new Shape(task.inner(), task.columns()));
    }

    @Override
    public void run() {
        a.dot(b).close();
    }

    @Override
    public void check() {
        try (NDArray c = a.dot(b)) {
            task.check(task.a(), task.b(), c.toFloatArray());
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
