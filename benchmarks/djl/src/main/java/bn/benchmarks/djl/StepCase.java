package bn.benchmarks.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import bn.benchmarks.task.TrainingTask;
import bn.benchmarks.worker.Case;

/** A training step of functional operators with in-place updates: the time of libtorch with little of DJL on top. */
final class StepCase implements Case {
    private final TrainingTask task;
    private final NDManager manager;
    private final NDArray x;
    /** Picks the log probability of each example's class. */
    private final NDIndex label;
    private final EagerNetwork network;
    private double[] compared;

    StepCase(TrainingTask task, NDManager base, Images images) {
        this.task = task;
        manager = base.newSubManager();
        int[] input = task.input();
        x = input.length == 1 ? manager.create(task.x(), new Shape(task.batch(), input[0]))
                : images.create(manager, task.x(), new Shape(task.batch(), input[0], input[1], input[2]));
        label = new NDIndex().addAllDim().addPickDim(manager.create(task.labels()).toType(DataType.INT64, false).expandDims(1));
        network = new EagerNetwork(task, manager);
    }

    @Override
    public void run() {
        step();
    }

    private float step() {
        try (NDManager step = manager.newSubManager()) {
            JniUtils.setGradMode(true);
            NDArray loss = network.forward(x, step).logSoftmax(1).get(label).mean().neg();
            JniUtils.backward((PtNDArray) loss, (PtNDArray) step.ones(loss.getShape()), false, false);
            JniUtils.setGradMode(false);
            network.update();
            return loss.getFloat();
        }
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
        manager.close();
    }
}
