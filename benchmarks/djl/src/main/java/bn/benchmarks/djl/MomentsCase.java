package bn.benchmarks.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import bn.benchmarks.task.MomentsTask;
import bn.benchmarks.worker.Case;

/** X'X as a general matrix product: libtorch has no symmetric one. */
final class MomentsCase implements Case {
    private final MomentsTask task;
    private final NDManager manager;
    private final NDArray x;
    private final NDArray transposed;

    MomentsCase(MomentsTask task, NDManager base) {
        this.task = task;
        manager = base.newSubManager();
        x = manager.create(task.x(), new Shape(MomentsTask.EXAMPLES, MomentsTask.FEATURES));
        transposed = x.transpose();
    }

    @Override
    public void run() {
        transposed.dot(x).close();
    }

    @Override
    public void check() {
        try (NDArray product = transposed.dot(x)) {
            float[] c = product.toFloatArray();
            task.check((i, j) -> c[i * MomentsTask.FEATURES + j]);
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
