package bn.benchmarks.ours;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.benchmarks.task.ProductTask;
import bn.benchmarks.worker.Case;

/** A linear layer without bias. Its weights are the transpose of the right factor. */
final class ProductCase implements Case {
    private final ProductTask task;
    private final Backend backend;
    private final Tensor x;
    private final Tensor weights;
    private final Tensor y;

    ProductCase(ProductTask task, Backend backend) {
        this.task = task;
        this.backend = backend;
        x = backend.allocate(DType.FLOAT32, Shape.of(task.rows(), task.inner()));
        weights = backend.allocate(DType.FLOAT32, Shape.of(task.columns(), task.inner()));
        y = backend.allocate(DType.FLOAT32, Shape.of(task.rows(), task.columns()));
        x.upload(task.a(), 0);
        weights.upload(task.bTransposed(), 0);
    }

    @Override
    public void run() {
        backend.dense().forward(x, weights, null, y);
        backend.synchronize();
    }

    @Override
    public void check() {
        run();
        float[] c = new float[task.rows() * task.columns()];
        y.download(c, 0);
        task.check(task.a(), task.b(), c);
    }

    @Override
    public void close() {
        x.close();
        weights.close();
        y.close();
    }
}
