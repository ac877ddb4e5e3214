package bn.benchmarks.ours;

import bn.api.DType;
import bn.api.backend.Backend;
import bn.api.norm.NormalizationProvider;
import bn.benchmarks.task.StepTask;
import bn.benchmarks.worker.Case;
import bn.experiments.data.Examples;
import bn.experiments.data.Targets;
import bn.experiments.train.BatchLoader;
import java.util.stream.IntStream;

/** A training step like those of the trainer: the batch is gathered from the data set on the host. */
final class LoadedStepCase implements Case {
    private final StepTask task;
    private final TrainingStep training;
    private final BatchLoader loader;
    private final int[] order;
    private double[] compared;

    LoadedStepCase(StepTask task, Backend backend, NormalizationProvider batchNorm) {
        this.task = task;
        training = new TrainingStep(task, backend, batchNorm);
        order = IntStream.range(0, task.batch()).toArray();
        float[] x = task.x();
        Examples examples = Examples.ofRows(IntStream.range(0, x.length).mapToDouble(i -> x[i]).toArray(), task.inputs(), order,
                new Targets.Labels(task.labels(), task.classes()));
        loader = new BatchLoader(backend, DType.FLOAT32, examples, task.batch());
    }

    @Override
    public void run() {
        step();
    }

    private float step() {
        loader.load(order, 0, task.batch(), 0, null);
        return training.step(loader.inputs(), loader.targets());
    }

    @Override
    public void check() throws Exception {
        compared = task.check(this::step);
    }

    @Override
    public double[] compared() {
        return compared;
    }

    @Override
    public void close() {
        training.close();
        loader.close();
    }
}
