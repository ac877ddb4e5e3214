package bn.benchmarks.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import bn.benchmarks.task.BatchNormTask;
import bn.benchmarks.task.NetworkOperations;
import bn.benchmarks.task.TrainingTask;
import java.util.ArrayList;
import java.util.List;

/** A network of functional operators. Parameters are created when the first pass needs them; later passes use them in that order. */
final class EagerNetwork implements NetworkOperations<NDArray> {
    private final TrainingTask task;
    private final NDManager manager;
    private final List<NDArray> parameters = new ArrayList<>();
    private final List<NDArray> velocities = new ArrayList<>();
    /** Mean and variance of each normalization, in turn. */
    private final List<NDArray> running = new ArrayList<>();
    /** The parameters of this pass, each with a gradient of its own. */
    private final List<NDArray> leaves = new ArrayList<>();
    private NDManager step;
    private int weights;
    private int normalizations;

    EagerNetwork(TrainingTask task, NDManager manager) {
        this.task = task;
        this.manager = manager;
    }

    /**
     * The outputs, N x classes.
     *
     * @param pass owns the tensors of this pass
     */
    NDArray forward(NDArray x, NDManager pass) {
        step = pass;
        leaves.clear();
        weights = 0;
        normalizations = 0;
        NDArray in = x.stopGradient();
        in.attach(step);
        return task.outputs(this, in);
    }

    /** A step of SGD with momentum after the backward pass. */
    void update() {
        for (int i = 0; i < leaves.size(); i++) {
            NDArray gradient = leaves.get(i).getGradient();
            gradient.attach(step);
            velocities.get(i).muli(TrainingTask.MOMENTUM).addi(gradient);
            NDArray change = velocities.get(i).mul(TrainingTask.LEARNING_RATE);
            change.attach(step);
            parameters.get(i).subi(change);
        }
    }

    private NDArray weights(Shape shape) {
        int number = weights++;
        if (leaves.size() == parameters.size()) {
            int outputs = (int) shape.get(0);
            create(manager.create(task.weights(number, outputs, (int) (shape.size() / outputs)), shape));
        }
        return next();
    }

    private NDArray filled(long count, boolean ones) {
        if (leaves.size() == parameters.size()) {
            create(ones ? manager.ones(new Shape(count)) : manager.zeros(new Shape(count)));
        }
        return next();
    }

    private void create(NDArray initial) {
        parameters.add(initial);
        velocities.add(initial.zerosLike());
    }

    private NDArray next() {
        NDArray leaf = GradientLeaf.of(parameters.get(leaves.size()), step);
        leaves.add(leaf);
        return leaf;
    }

    @Override
    public NDArray convolution(NDArray x, int outputs, int window, int stride, int padding) {
        NDArray leaf = weights(new Shape(outputs, x.getShape().get(1), window, window));
        return Conv2d.conv2d(x, leaf, null, new Shape(stride, stride), new Shape(padding, padding)).singletonOrThrow();
    }

    @Override
    public NDArray dense(NDArray x, int outputs, boolean biased) {
        NDArray leaf = weights(new Shape(outputs, x.getShape().get(1)));
        return Linear.linear(x, leaf, biased ? filled(outputs, false) : null).singletonOrThrow();
    }

    @Override
    public NDArray normalized(NDArray x) {
        Shape channels = new Shape(x.getShape().get(1));
        int at = 2 * normalizations++;
        if (at == running.size()) {
            running.add(manager.zeros(channels));
            running.add(manager.ones(channels));
        }
        NDArray gamma = filled(channels.get(0), true);
        NDArray beta = filled(channels.get(0), false);
        return BatchNorm.batchNorm(x, running.get(at), running.get(at + 1), gamma, beta, 1, (float) BatchNormTask.MOMENTUM,
                (float) BatchNormTask.EPS, true).singletonOrThrow();
    }

    @Override
    public NDArray relu(NDArray x) {
        return Activation.relu(x);
    }

    @Override
    public NDArray sum(NDArray a, NDArray b) {
        return a.add(b);
    }

    @Override
    public NDArray halvedByMaxima(NDArray x) {
        return Pool.maxPool2d(x, new Shape(2, 2), new Shape(2, 2), new Shape(0, 0), false);
    }

    @Override
    public NDArray halvedAndPadded(NDArray x, int channels) {
        NDArray halved = x.get(":, :, ::2, ::2");
        Shape shape = halved.getShape();
        NDArray zeros = step.zeros(new Shape(shape.get(0), channels, shape.get(2), shape.get(3)));
        return NDArrays.concat(new NDList(zeros, halved, zeros), 1);
    }

    @Override
    public NDArray average(NDArray x) {
        return Pool.globalAvgPool2d(x);
    }

    @Override
    public NDArray flattened(NDArray x) {
        return x.reshape(x.getShape().get(0), -1);
    }
}
