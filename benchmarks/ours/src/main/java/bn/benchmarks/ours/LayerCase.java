package bn.benchmarks.ours;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.norm.NormalizationOptions;
import bn.api.norm.NormalizationProvider;
import bn.api.norm.NormalizationSpec;
import bn.api.norm.ReluNormalization;
import bn.benchmarks.task.BatchNormTask;
import bn.benchmarks.worker.Case;

/** Batch norm as a layer of a network, with running statistics. */
final class LayerCase implements Case {
    private final BatchNormTask task;
    private final Backend backend;
    private final ReluNormalization norm;
    private final Tensor x;
    private final Tensor dy;
    private final Tensor y;
    private final Tensor dx;

    LayerCase(BatchNormTask task, Backend backend, NormalizationProvider provider) {
        this.task = task;
        this.backend = backend;
        norm = (ReluNormalization) provider.create(backend, new NormalizationSpec(DType.FLOAT32, task.channels(), task.pixels(),
                task.rows(), NormalizationOptions.pytorch()));
        Shape shape = task.pixels() == 1 ? Shape.of(task.rows(), task.channels())
                : Shape.of(task.rows(), task.channels(), task.height(), task.width());
        x = backend.allocate(DType.FLOAT32, shape);
        dy = backend.allocate(DType.FLOAT32, shape);
        y = backend.allocate(DType.FLOAT32, shape);
        dx = backend.allocate(DType.FLOAT32, shape);
        x.upload(task.x(), 0);
        dy.upload(task.dy(), 0);
    }

    @Override
    public void run() {
        if (task.relu()) {
            norm.forwardRelu(x, y);
            norm.backwardRelu(x, y, dy, dx);
        } else {
            norm.forward(x, y);
            norm.backward(x, dy, dx);
        }
        backend.synchronize();
    }

    @Override
    public void check() {
        run();
        float[] outputs = new float[task.elements()];
        float[] gradients = new float[task.elements()];
        y.download(outputs, 0);
        dx.download(gradients, 0);
        task.check(task.x(), task.dy(), outputs, gradients);
    }

    @Override
    public void close() {
        norm.close();
        x.close();
        dy.close();
        y.close();
        dx.close();
    }
}
