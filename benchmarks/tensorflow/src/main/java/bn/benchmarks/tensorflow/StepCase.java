package bn.benchmarks.tensorflow;

import bn.benchmarks.task.Axes;
import bn.benchmarks.task.TrainingTask;
import bn.benchmarks.worker.Case;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.nn.SoftmaxCrossEntropyWithLogits;
import org.tensorflow.types.TFloat32;

/** A training step as one graph, with gradients by the fused kernels and updates by ResourceApplyMomentum. */
final class StepCase implements Case {
    private final TrainingTask task;
    private final GraphSession session = new GraphSession();
    private final Operand<TFloat32> x;
    private final Operand<TFloat32> targets;
    private final TFloat32 inputs;
    private final TFloat32 labels;
    private final List<Op> updates;
    private final Operand<TFloat32> loss;
    private double[] compared;

    StepCase(TrainingTask task) {
        this.task = task;
        Ops tf = session.ops();
        inputs = inputs(task);
        labels = GraphSession.tensor(task.oneHot(), task.batch(), task.classes());
        x = tf.placeholder(TFloat32.class, Placeholder.shape(inputs.shape()));
        targets = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(task.batch(), task.classes())));
        GraphNetwork network = new GraphNetwork(task, session);
        Operand<TFloat32> outputs = task.outputs(network, x);
        SoftmaxCrossEntropyWithLogits<TFloat32> entropy = tf.nn.softmaxCrossEntropyWithLogits(outputs, targets);
        loss = tf.math.mean(entropy.loss(), tf.constant(0));
        updates = network.updates(outputs, tf.math.mul(entropy.backprop(), tf.constant(1f / task.batch())));
    }

    private static TFloat32 inputs(TrainingTask task) {
        int[] input = task.input();
        return input.length == 1 ? GraphSession.tensor(task.x(), task.batch(), input[0])
                : GraphSession.tensor(Axes.channelsLast(task.x(), task.batch(), input[0], input[1], input[2]), task.batch(),
                        input[1], input[2], input[0]);
    }

    @Override
    public void run() {
        step();
    }

    private float step() {
        Session.Runner runner = session.runner().feed(x, inputs).feed(targets, labels).fetch(loss);
        updates.forEach(runner::addTarget);
        try (Result result = runner.run()) {
            return ((TFloat32) result.get(0)).getFloat();
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
        session.close();
        inputs.close();
        labels.close();
    }
}
