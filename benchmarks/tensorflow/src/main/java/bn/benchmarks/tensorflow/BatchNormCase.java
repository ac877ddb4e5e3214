package bn.benchmarks.tensorflow;

import bn.benchmarks.task.Axes;
import bn.benchmarks.task.BatchNormTask;
import bn.benchmarks.worker.Case;
import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.op.nn.FusedBatchNormGrad;
import org.tensorflow.types.TFloat32;

/** The fused kernels on images N x H x W x C, or rows as images of one pixel. The results stay in the session. */
final class BatchNormCase implements Case {
    private final BatchNormTask task;
    private final GraphSession session = new GraphSession();
    private final Operand<TFloat32> y;
    private final Operand<TFloat32> dx;

    BatchNormCase(BatchNormTask task) {
        this.task = task;
        Ops tf = session.ops();
        Operand<TFloat32> x = images(task.x());
        Operand<TFloat32> dy = images(task.dy());
        float[] ones = new float[task.channels()];
        Arrays.fill(ones, 1);
        Operand<TFloat32> gamma = session.read(session.variable(ones, task.channels()));
        Operand<TFloat32> beta = session.read(session.variable(new float[task.channels()], task.channels()));
        Operand<TFloat32> none = tf.constant(new float[0]);
        float eps = (float) BatchNormTask.EPS;
        FusedBatchNorm<TFloat32, TFloat32> forward = tf.nn.fusedBatchNorm(x, gamma, beta, none, none,
                FusedBatchNorm.isTraining(true), FusedBatchNorm.epsilon(eps));
        y = task.relu() ? tf.nn.relu(forward.y()) : forward.y();
        Operand<TFloat32> normalized = task.relu() ? tf.nn.reluGrad(dy, y) : dy;
        FusedBatchNormGrad<TFloat32, TFloat32> backward = tf.nn.fusedBatchNormGrad(normalized, x, gamma, forward.reserveSpace1(),
                forward.reserveSpace2(), forward.reserveSpace3(), FusedBatchNormGrad.isTraining(true),
                FusedBatchNormGrad.epsilon(eps));
        dx = backward.xBackprop();
    }

    private Operand<TFloat32> images(float[] elements) {
        return session
                .read(session.variable(Axes.channelsLast(elements, task.rows(), task.channels(), task.height(), task.width()),
                        task.rows(), task.height(), task.width(), task.channels()));
    }

    private float[] fetch(Operand<TFloat32> images) {
        return Axes.channelsFirst(session.fetch(images), task.rows(), task.channels(), task.height(), task.width());
    }

    @Override
    public void run() {
        session.runner().addTarget(y).addTarget(dx).run().close();
    }

    @Override
    public void check() {
        task.check(task.x(), task.dy(), fetch(y), fetch(dx));
    }

    @Override
    public void close() {
        session.close();
    }
}
