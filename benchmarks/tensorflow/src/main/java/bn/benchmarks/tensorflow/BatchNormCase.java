package bn.benchmarks.tensorflow;

import bn.benchmarks.task.BatchNormTask;
import bn.benchmarks.worker.Case;
import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.op.nn.FusedBatchNormGrad;
import org.tensorflow.types.TFloat32;

/** The fused kernels on images of one pixel. The results stay in the session. */
final class BatchNormCase implements Case {
    private final BatchNormTask task;
    private final GraphSession session = new GraphSession();
    private final Operand<TFloat32> y;
    private final Operand<TFloat32> dx;

    BatchNormCase(BatchNormTask task) {
        this.task = task;
        Ops tf = session.ops();
        long[] shape = {task.rows(), 1, 1, task.channels()};
        Operand<TFloat32> x = session.read(session.variable(task.x(), shape));
        Operand<TFloat32> dy = session.read(session.variable(task.dy(), shape));
        float[] ones = new float[task.channels()];
        Arrays.fill(ones, 1);
        Operand<TFloat32> gamma = session.read(session.variable(ones, task.channels()));
        Operand<TFloat32> beta = session.read(session.variable(new float[task.channels()], task.channels()));
        Operand<TFloat32> none = tf.constant(new float[0]);
        float eps = (float) BatchNormTask.EPS;
        FusedBatchNorm<TFloat32, TFloat32> forward = tf.nn.fusedBatchNorm(x, gamma, beta, none, none,
                FusedBatchNorm.isTraining(true), FusedBatchNorm.epsilon(eps));
        FusedBatchNormGrad<TFloat32, TFloat32> backward = tf.nn.fusedBatchNormGrad(dy, x, gamma, forward.reserveSpace1(),
                forward.reserveSpace2(), forward.reserveSpace3(), FusedBatchNormGrad.isTraining(true),
                FusedBatchNormGrad.epsilon(eps));
        y = forward.y();
        dx = backward.xBackprop();
    }

    @Override
    public void run() {
        session.runner().addTarget(y).addTarget(dx).run().close();
    }

    @Override
    public void check() {
        task.check(task.x(), task.dy(), session.fetch(y), session.fetch(dx));
    }

    @Override
    public void close() {
        session.close();
    }
}
