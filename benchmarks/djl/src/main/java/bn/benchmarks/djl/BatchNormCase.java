package bn.benchmarks.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import bn.benchmarks.task.BatchNormTask;
import bn.benchmarks.worker.Case;

/**
 * batch_norm and its backward pass from a given dy. It calls DJL's internal functions, because DJL's public gradient collector
 * can only start from ones. Each run uses a new alias of x, so that no gradient is added to an older one. In addition to the two
 * kernels this measures the handling of tensors, and the allocation of y, dx and the gradients of the parameters: libtorch works
 * like this.
 */
final class BatchNormCase implements Case {
    private final BatchNormTask task;
    private final NDManager manager;
    private final NDArray x;
    private final NDArray dy;
    private final NDArray gamma;
    private final NDArray beta;
    private final NDArray runningMean;
    private final NDArray runningVariance;

    BatchNormCase(BatchNormTask task, NDManager base, Images images) {
        this.task = task;
        manager = base.newSubManager();
        Shape channels = new Shape(task.channels());
        x = create(task.x(), images);
        dy = create(task.dy(), images);
        gamma = manager.ones(channels);
        beta = manager.zeros(channels);
        runningMean = manager.zeros(channels);
        runningVariance = manager.ones(channels);
    }

    private NDArray create(float[] elements, Images images) {
        return task.pixels() == 1 ? manager.create(elements, new Shape(task.rows(), task.channels()))
                : images.create(manager, elements, new Shape(task.rows(), task.channels(), task.height(), task.width()));
    }

    @Override
    public void run() {
        pass(false);
    }

    private void pass(boolean check) {
        JniUtils.setGradMode(true);
        try (NDManager step = manager.newSubManager()) {
            NDArray in = GradientLeaf.of(x, step);
            NDArray y = BatchNorm.batchNorm(in, runningMean, runningVariance,
                    GradientLeaf.of(gamma, step), GradientLeaf.of(beta, step), 1,
                    (float) BatchNormTask.MOMENTUM, (float) BatchNormTask.EPS, true).singletonOrThrow();
            NDArray out = task.relu() ? Activation.relu(y) : y;
            JniUtils.backward((PtNDArray) out, (PtNDArray) dy, false, false);
            if (check) {
                task.check(task.x(), task.dy(), out.toFloatArray(), in.getGradient().toFloatArray());
            }
            y.close();
        }
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
