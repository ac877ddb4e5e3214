package bn.benchmarks.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import bn.benchmarks.task.BatchNormTask;
import bn.benchmarks.task.StepTask;
import bn.benchmarks.worker.Case;
import java.util.ArrayList;
import java.util.List;

/** A training step of functional operators with in-place updates: the time of libtorch with little of DJL on top. */
final class StepCase implements Case {
    private final StepTask task;
    private final NDManager manager;
    private final NDArray x;
    /** Picks the log probability of each example's class. */
    private final NDIndex label;
    private final List<NDArray> weights = new ArrayList<>();
    private final List<NDArray> gammas = new ArrayList<>();
    private final List<NDArray> betas = new ArrayList<>();
    private final List<NDArray> runningMeans = new ArrayList<>();
    private final List<NDArray> runningVariances = new ArrayList<>();
    private final NDArray bias;
    private final List<NDArray> velocities = new ArrayList<>();

    StepCase(StepTask task, NDManager base) {
        this.task = task;
        manager = base.newSubManager();
        x = manager.create(task.x(), new Shape(task.batch(), task.inputs()));
        label = new NDIndex().addPickDim(manager.create(task.labels()).toType(DataType.INT64, false).expandDims(1));
        for (int i = 0; i < task.layers(); i++) {
            Shape outputs = new Shape(task.widths().get(i + 1));
            weights.add(manager.create(task.weights(i), new Shape(task.widths().get(i + 1), task.widths().get(i))));
            if (i < task.layers() - 1) {
                gammas.add(manager.ones(outputs));
                betas.add(manager.zeros(outputs));
                runningMeans.add(manager.zeros(outputs));
                runningVariances.add(manager.ones(outputs));
            }
        }
        bias = manager.zeros(new Shape(task.classes()));
        parameters().forEach(parameter -> velocities.add(parameter.zerosLike()));
    }

    private List<NDArray> parameters() {
        List<NDArray> all = new ArrayList<>(weights);
        all.addAll(gammas);
        all.addAll(betas);
        all.add(bias);
        return all;
    }

    @Override
    public void run() {
        step();
    }

    private float step() {
        try (NDManager step = manager.newSubManager()) {
            JniUtils.setGradMode(true);
            List<NDArray> leaves = parameters().stream().map(parameter -> GradientLeaf.of(parameter, step)).toList();
            NDArray loss = loss(leaves, step);
            JniUtils.backward((PtNDArray) loss, (PtNDArray) step.ones(loss.getShape()), false, false);
            JniUtils.setGradMode(false);
            update(leaves, step);
            return loss.getFloat();
        }
    }

    private NDArray loss(List<NDArray> leaves, NDManager step) {
        int hidden = task.layers() - 1;
        NDArray h = x.stopGradient();
        h.attach(step);
        for (int i = 0; i < hidden; i++) {
            h = Linear.linear(h, leaves.get(i)).singletonOrThrow();
            h = BatchNorm.batchNorm(h, runningMeans.get(i), runningVariances.get(i), leaves.get(task.layers() + i),
                    leaves.get(task.layers() + hidden + i), 1, (float) BatchNormTask.MOMENTUM, (float) BatchNormTask.EPS, true)
                    .singletonOrThrow();
            h = Activation.relu(h);
        }
        NDArray outputs = Linear.linear(h, leaves.get(hidden), leaves.get(leaves.size() - 1)).singletonOrThrow();
        return outputs.logSoftmax(1).get(label).mean().neg();
    }

    private void update(List<NDArray> leaves, NDManager step) {
        List<NDArray> parameters = parameters();
        for (int i = 0; i < leaves.size(); i++) {
            NDArray gradient = leaves.get(i).getGradient();
            gradient.attach(step);
            velocities.get(i).muli(StepTask.MOMENTUM).addi(gradient);
            NDArray change = velocities.get(i).mul(StepTask.LEARNING_RATE);
            change.attach(step);
            parameters.get(i).subi(change);
        }
    }

    @Override
    public void check() throws Exception {
        StepTask.checkLearning(this::step);
    }

    @Override
    public void close() {
        manager.close();
    }
}
