package bn.benchmarks.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import bn.benchmarks.task.ConvolutionTask;
import bn.benchmarks.worker.Case;

/**
 * conv2d and its backward pass from a given dy, to x and the weights. As in {@link BatchNormCase}, it includes the handling of
 * tensors and the allocation of the results.
 */
final class ConvolutionCase implements Case {
    private static final Shape ONE = new Shape(1, 1);

    private final ConvolutionTask task;
    private final NDManager manager;
    private final NDArray x;
    private final NDArray weights;
    private final NDArray dy;

    ConvolutionCase(ConvolutionTask task, NDManager base, Images images) {
        this.task = task;
        manager = base.newSubManager();
        x = images.create(manager, task.x(), new Shape(task.batch(), task.inputs(), task.side(), task.side()));
        dy = images.create(manager, task.dy(), new Shape(task.batch(), task.outputs(), task.side(), task.side()));
        weights = manager.create(task.weights(),
                new Shape(task.outputs(), task.inputs(), ConvolutionTask.WINDOW, ConvolutionTask.WINDOW));
    }

    @Override
    public void run() {
        pass(false);
    }

    private void pass(boolean check) {
        JniUtils.setGradMode(true);
        try (NDManager step = manager.newSubManager()) {
            NDArray in = GradientLeaf.of(x, step);
            NDArray w = GradientLeaf.of(weights, step);
            NDArray y = Conv2d.conv2d(in, w, null, ONE, ONE).singletonOrThrow();
            JniUtils.backward((PtNDArray) y, (PtNDArray) dy, false, false);
            if (check) {
                task.check(y.toFloatArray(), in.getGradient().toFloatArray(), w.getGradient().toFloatArray());
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
