package bn.benchmarks.tensorflow;

import bn.benchmarks.task.StepTask;
import bn.benchmarks.worker.Case;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.nn.SoftmaxCrossEntropyWithLogits;
import org.tensorflow.types.TFloat32;

/** A training step as one graph, with gradients by the fused kernels and updates by ResourceApplyMomentum. */
final class StepCase implements Case {
    private final GraphSession session = new GraphSession();
    private final Ops tf = session.ops();
    private final Operand<TFloat32> x = tf.placeholder(TFloat32.class);
    private final Operand<TFloat32> targets = tf.placeholder(TFloat32.class);
    private final TFloat32 inputs;
    private final TFloat32 labels;
    private final List<Op> updates = new ArrayList<>();
    private final Operand<TFloat32> loss;

    StepCase(StepTask task) {
        inputs = GraphSession.tensor(task.x(), task.batch(), task.inputs());
        labels = GraphSession.tensor(task.oneHot(), task.batch(), task.classes());
        List<VarHandleOp> weights = new ArrayList<>();
        List<Operand<TFloat32>> read = new ArrayList<>();
        List<Operand<TFloat32>> values = new ArrayList<>(List.of(x));
        List<BatchNormRelu> norms = new ArrayList<>();
        int last = task.layers() - 1;
        for (int i = 0; i <= last; i++) {
            weights.add(session.variable(task.weights(i), task.widths().get(i), task.widths().get(i + 1)));
            read.add(session.read(weights.get(i)));
            Operand<TFloat32> product = tf.linalg.matMul(values.get(i), read.get(i));
            if (i < last) {
                norms.add(new BatchNormRelu(session, product, task.batch(), task.widths().get(i + 1)));
                updates.addAll(norms.get(i).runningStatistics());
                values.add(norms.get(i).output());
            } else {
                values.add(product);
            }
        }
        VarHandleOp bias = session.variable(new float[task.classes()], task.classes());
        SoftmaxCrossEntropyWithLogits<TFloat32> entropy = tf.nn.softmaxCrossEntropyWithLogits(
                tf.nn.biasAdd(values.get(last + 1), session.read(bias)), targets);
        loss = tf.math.mean(entropy.loss(), tf.constant(0));
        Operand<TFloat32> gradient = tf.math.mul(entropy.backprop(), tf.constant(1f / task.batch()));
        update(bias, tf.nn.biasAddGrad(gradient), task.classes());
        for (int i = last; i >= 0; i--) {
            update(weights.get(i), tf.linalg.matMul(values.get(i), gradient, MatMul.transposeA(true)), task.widths().get(i),
                    task.widths().get(i + 1));
            if (i > 0) {
                BatchNormRelu norm = norms.get(i - 1);
                BatchNormRelu.Gradients gradients = norm.backward(
                        tf.linalg.matMul(gradient, read.get(i), MatMul.transposeB(true)));
                update(norm.gamma(), gradients.gamma(), task.widths().get(i));
                update(norm.beta(), gradients.beta(), task.widths().get(i));
                gradient = gradients.input();
            }
        }
    }

    private void update(VarHandleOp parameter, Operand<TFloat32> gradient, int... shape) {
        int count = 1;
        long[] sizes = new long[shape.length];
        for (int i = 0; i < shape.length; i++) {
            count *= shape[i];
            sizes[i] = shape[i];
        }
        VarHandleOp velocity = session.variable(new float[count], sizes);
        updates.add(tf.train.resourceApplyMomentum(parameter, velocity, tf.constant(StepTask.LEARNING_RATE), gradient,
                tf.constant(StepTask.MOMENTUM)));
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
        StepTask.checkLearning(this::step);
    }

    @Override
    public void close() {
        session.close();
        inputs.close();
        labels.close();
    }
}
