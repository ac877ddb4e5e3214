package bn.benchmarks.ours;

import bn.api.DType;
import bn.api.Moments;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.MomentsAccumulator;
import bn.benchmarks.task.MomentsTask;
import bn.benchmarks.worker.Case;

/** Mean and scatter in float32 of all examples, which are in a tensor of the backend. */
final class MomentsCase implements Case {
    private final MomentsTask task;
    private final Backend backend;
    private final Tensor x;

    MomentsCase(MomentsTask task, Backend backend) {
        this.task = task;
        this.backend = backend;
        x = backend.allocate(DType.FLOAT32, Shape.of(MomentsTask.EXAMPLES, MomentsTask.FEATURES));
        x.upload(task.x(), 0);
    }

    @Override
    public void run() {
        moments();
    }

    private Moments moments() {
        try (MomentsAccumulator accumulator = backend.moments().accumulator(DType.FLOAT32, MomentsTask.FEATURES)) {
            accumulator.add(x);
            return accumulator.result();
        }
    }

    @Override
    public void check() {
        Moments moments = moments();
        task.check((i, j) -> second(moments, i, j));
    }

    /** The element (i, j) of X'X. */
    static double second(Moments moments, int i, int j) {
        return moments.count() * (moments.covariance(i, j) + moments.mean()[i] * moments.mean()[j]);
    }

    @Override
    public void close() {
        x.close();
    }
}
