package bn.benchmarks.ours;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.norm.NormalizationProvider;
import bn.benchmarks.task.StepTask;
import bn.benchmarks.worker.Case;

/** A training step on a batch that stays in tensors of the backend. */
final class StepCase implements Case {
    private final TrainingStep training;
    private final Tensor x;
    private final Tensor targets;

    StepCase(StepTask task, Backend backend, NormalizationProvider batchNorm) {
        training = new TrainingStep(task, backend, batchNorm);
        x = backend.allocate(DType.FLOAT32, Shape.of(task.batch(), task.inputs()));
        x.upload(task.x(), 0);
        targets = backend.allocate(DType.FLOAT32, Shape.of(task.batch(), task.classes()));
        targets.upload(task.oneHot(), 0);
    }

    @Override
    public void run() {
        training.step(x, targets);
    }

    @Override
    public void check() throws Exception {
        StepTask.checkLearning(() -> training.step(x, targets));
    }

    @Override
    public void close() {
        training.close();
        x.close();
        targets.close();
    }
}
