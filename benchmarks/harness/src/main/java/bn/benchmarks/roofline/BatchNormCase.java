package bn.benchmarks.roofline;

import bn.benchmarks.task.BatchNormTask;
import bn.benchmarks.worker.Case;

/** Batch norm, forward and backward, on arrays. */
record BatchNormCase(BatchNormTask task, BatchNorm norm, float[] x, float[] dy, float[] y, float[] dx) implements Case {

    BatchNormCase(BatchNormTask task, BatchNorm norm) {
        this(task, norm, task.x(), task.dy(), new float[task.elements()], new float[task.elements()]);
    }

    @Override
    public void run() {
        norm.forward(x, y);
        norm.backward(x, dy, dx);
    }

    @Override
    public void check() {
        run();
        task.check(x, dy, y, dx);
    }
}
