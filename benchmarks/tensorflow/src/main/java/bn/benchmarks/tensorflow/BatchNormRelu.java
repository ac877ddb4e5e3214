package bn.benchmarks.tensorflow;

import bn.benchmarks.task.BatchNormTask;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.op.nn.FusedBatchNormGrad;
import org.tensorflow.types.TFloat32;

/** Batch norm and ReLU of a hidden layer, as a part of a graph. The fused kernels take images; here they have one pixel. */
final class BatchNormRelu {
    private static final float EPS = (float) BatchNormTask.EPS;

    private final GraphSession session;
    private final Ops tf;
    private final int[] rows;
    private final int[] pixels;
    private final VarHandleOp gamma;
    private final VarHandleOp beta;
    private final Operand<TFloat32> scale;
    private final Operand<TFloat32> input;
    private final FusedBatchNorm<TFloat32, TFloat32> forward;
    private final Operand<TFloat32> output;

    BatchNormRelu(GraphSession session, Operand<TFloat32> product, int batch, int channels) {
        this.session = session;
        tf = session.ops();
        rows = new int[] {batch, channels};
        pixels = new int[] {batch, 1, 1, channels};
        gamma = variable(1);
        beta = variable(0);
        scale = session.read(gamma);
        input = tf.reshape(product, tf.constant(pixels));
        Operand<TFloat32> none = tf.constant(new float[0]);
        forward = tf.nn.fusedBatchNorm(input, scale, session.read(beta), none, none, FusedBatchNorm.isTraining(true),
                FusedBatchNorm.epsilon(EPS));
        output = tf.nn.relu(tf.reshape(forward.y(), tf.constant(rows)));
    }

    private VarHandleOp variable(float value) {
        float[] values = new float[rows[1]];
        Arrays.fill(values, value);
        return session.variable(values, rows[1]);
    }

    VarHandleOp gamma() {
        return gamma;
    }

    VarHandleOp beta() {
        return beta;
    }

    /** The output of the ReLU, N x C. */
    Operand<TFloat32> output() {
        return output;
    }

    /** The operations that update the running statistics. */
    List<Op> runningStatistics() {
        return List.of(moved(variable(0), forward.batchMean()), moved(variable(1), forward.batchVariance()));
    }

    private Op moved(VarHandleOp average, Operand<TFloat32> batch) {
        return tf.assignAddVariableOp(average,
                tf.math.mul(tf.constant((float) BatchNormTask.MOMENTUM), tf.math.sub(batch, session.read(average))));
    }

    /** The result of {@link #backward}: the gradients with respect to the pre-activation, N x C, and to gamma and beta. */
    record Gradients(Operand<TFloat32> input, Operand<TFloat32> gamma, Operand<TFloat32> beta) {}

    /** Backward pass from the gradient with respect to the output, N x C. */
    Gradients backward(Operand<TFloat32> gradient) {
        Operand<TFloat32> normalized = tf.reshape(tf.nn.reluGrad(gradient, output), tf.constant(pixels));
        FusedBatchNormGrad<TFloat32, TFloat32> backward = tf.nn.fusedBatchNormGrad(normalized, input, scale,
                forward.reserveSpace1(), forward.reserveSpace2(), forward.reserveSpace3(), FusedBatchNormGrad.isTraining(true),
                FusedBatchNormGrad.epsilon(EPS));
        return new Gradients(tf.reshape(backward.xBackprop(), tf.constant(rows)), backward.scaleBackprop(),
                backward.offsetBackprop());
    }
}
