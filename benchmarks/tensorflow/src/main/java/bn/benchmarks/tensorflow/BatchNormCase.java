package bn.benchmarks.tensorflow;

import bn.benchmarks.task.BatchNormTask;
import bn.benchmarks.worker.Case;
import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.op.nn.FusedBatchNormGrad;
import org.tensorflow.types.TFloat32;

/** The fused kernels on images of one pixel, their results left in the session. */
final class BatchNormCase implements Case {
    private final BatchNormTask task;
    private final Model model = new Model();
    private final Operand<TFloat32> y;
    private final Operand<TFloat32> dx;

    BatchNormCase(BatchNormTask task) {
        this.task = task;
        Ops tf = model.ops();
        long[] shape = {task.rows(), 1, 1, task.channels()};
        Operand<TFloat32> x = model.read(model.variable(task.x(), shape));
        Operand<TFloat32> dy = model.read(model.variable(task.dy(), shape));
        float[] ones = new float[task.channels()];
        Arrays.fill(ones, 1);
        Operand<TFloat32> gamma = model.read(model.variable(ones, task.channels()));
        Operand<TFloat32> beta = model.read(model.variable(new float[task.channels()], task.channels()));
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
        model.runner().addTarget(y).addTarget(dx).run().close();
    }

    @Override
    public void check() {
        task.check(task.x(), task.dy(), model.fetch(y), model.fetch(dx));
    }

    @Override
    public void close() {
        model.close();
    }
}
