package bn.benchmarks.ours;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.norm.NormalizationProvider;
import bn.benchmarks.task.TrainingTask;
import bn.benchmarks.worker.Case;

/** A training step on a batch that stays in tensors of the backend. */
class StepCase implements Case {
    private final TrainingTask task;
    private final TrainingStep training;
    private final Tensor x;
    private final Tensor targets;
    private double[] compared;

    StepCase(TrainingTask task, Backend backend, NormalizationProvider batchNorm) {
        this.task = task;
        training = new TrainingStep(task, backend, batchNorm);
        x = backend.allocate(DType.FLOAT32, training.network().inputs(task.batch()));
        x.upload(task.x(), 0);
        targets = backend.allocate(DType.FLOAT32, Shape.of(task.batch(), task.classes()));
        targets.upload(task.oneHot(), 0);
    }

    final TrainingStep training() {
        return training;
    }

    /** Takes a step and returns the loss before it. */
    float step() {
        return training.step(x, targets);
    }

    @Override
    public final void run() {
        step();
    }

    @Override
    public void check() throws Exception {
        compared = task.check(this::step);
    }

    @Override
    public final double[] compared() {
        return compared;
    }

    @Override
    public final void close() {
        training.close();
        x.close();
        targets.close();
    }
}
