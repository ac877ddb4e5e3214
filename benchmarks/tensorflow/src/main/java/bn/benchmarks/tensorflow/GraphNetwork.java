package bn.benchmarks.tensorflow;

import bn.benchmarks.task.Axes;
import bn.benchmarks.task.BatchNormTask;
import bn.benchmarks.task.NetworkOperations;
import bn.benchmarks.task.TrainingTask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** A network as a graph with its updates. Images are N x H x W x C, the only format that TensorFlow convolves on CPUs. */
final class GraphNetwork implements NetworkOperations<Operand<TFloat32>> {
    private final TrainingTask task;
    private final GraphSession session;
    private final Ops tf;
    private final List<Operand<TFloat32>> parameters = new ArrayList<>();
    private final List<VarHandleOp> variables = new ArrayList<>();
    private final List<Op> updates = new ArrayList<>();
    private int weights;

    GraphNetwork(TrainingTask task, GraphSession session) {
        this.task = task;
        this.session = session;
        tf = session.ops();
    }

    /**
     * What a session has to run to update all parameters and running statistics.
     *
     * @param outputs of the network
     * @param gradient of the loss with respect to them
     */
    List<Op> updates(Operand<TFloat32> outputs, Operand<TFloat32> gradient) {
        Gradients gradients = tf.gradients(outputs, parameters, Gradients.dx(List.of(gradient)));
        List<Op> all = new ArrayList<>(updates);
        for (int i = 0; i < parameters.size(); i++) {
            long[] shape = parameters.get(i).shape().asArray();
            VarHandleOp velocity = session.variable(new float[(int) parameters.get(i).shape().size()], shape);
            all.add(tf.train.resourceApplyMomentum(variables.get(i), velocity, tf.constant(TrainingTask.LEARNING_RATE),
                    gradients.<TFloat32>dy(i), tf.constant(TrainingTask.MOMENTUM)));
        }
        return all;
    }

    private Operand<TFloat32> parameter(float[] values, long... shape) {
        VarHandleOp variable = session.variable(values, shape);
        variables.add(variable);
        parameters.add(session.read(variable));
        return parameters.get(parameters.size() - 1);
    }

    private static float[] filled(int count, float value) {
        float[] values = new float[count];
        Arrays.fill(values, value);
        return values;
    }

    private static int size(Operand<TFloat32> x, int axis) {
        return (int) x.shape().get(axis);
    }

    @Override
    public Operand<TFloat32> convolution(Operand<TFloat32> x, int outputs, int window, int stride, int padding) {
        int inputs = size(x, 3);
        float[] values = task.weights(weights++, outputs, inputs * window * window);
        Operand<TFloat32> kernel = parameter(Axes.permuted(values, new int[] {outputs, inputs, window, window}, 2, 3, 1, 0),
                window,
                window, inputs, outputs);
        boolean same = stride == 1 && 2 * padding == window - 1;
        return tf.nn.conv2d(same || padding == 0 ? x : padded(x, padding), kernel, List.of(1L, (long) stride, (long) stride, 1L),
                same ? "SAME" : "VALID");
    }

    /** Zeros on all sides: with a stride of 2, padding SAME has more of them on one side. */
    private Operand<TFloat32> padded(Operand<TFloat32> x, int p) {
        return tf.pad(x, tf.constant(new int[][] {{0, 0}, {p, p}, {p, p}, {0, 0}}), tf.constant(0f));
    }

    @Override
    public Operand<TFloat32> dense(Operand<TFloat32> x, int outputs, boolean biased) {
        int inputs = size(x, 1);
        float[] values = task.weights(weights++, outputs, inputs);
        Operand<TFloat32> product = tf.linalg.matMul(x,
                parameter(Axes.permuted(values, new int[] {outputs, inputs}, 1, 0), inputs, outputs));
        return biased ? tf.nn.biasAdd(product, parameter(new float[outputs], outputs)) : product;
    }

    /** The fused kernels take images; rows are images of one pixel. */
    @Override
    public Operand<TFloat32> normalized(Operand<TFloat32> x) {
        boolean rows = x.shape().numDimensions() == 2;
        int channels = size(x, rows ? 1 : 3);
        Operand<TFloat32> images = rows ? tf.reshape(x, tf.constant(new int[] {size(x, 0), 1, 1, channels})) : x;
        Operand<TFloat32> none = tf.constant(new float[0]);
        FusedBatchNorm<TFloat32, TFloat32> norm = tf.nn.fusedBatchNorm(images, parameter(filled(channels, 1), channels),
                parameter(filled(channels, 0), channels), none, none, FusedBatchNorm.isTraining(true),
                FusedBatchNorm.epsilon((float) BatchNormTask.EPS));
        updates.add(moved(filled(channels, 0), norm.batchMean()));
        updates.add(moved(filled(channels, 1), norm.batchVariance()));
        return rows ? tf.reshape(norm.y(), tf.constant(new int[] {size(x, 0), channels})) : norm.y();
    }

    private Op moved(float[] initial, Operand<TFloat32> batch) {
        VarHandleOp average = session.variable(initial, initial.length);
        return tf.assignAddVariableOp(average,
                tf.math.mul(tf.constant((float) BatchNormTask.MOMENTUM), tf.math.sub(batch, session.read(average))));
    }

    @Override
    public Operand<TFloat32> relu(Operand<TFloat32> x) {
        return tf.nn.relu(x);
    }

    @Override
    public Operand<TFloat32> sum(Operand<TFloat32> a, Operand<TFloat32> b) {
        return tf.math.add(a, b);
    }

    @Override
    public Operand<TFloat32> halvedByMaxima(Operand<TFloat32> x) {
        Operand<TInt32> halves = tf.constant(new int[] {1, 2, 2, 1});
        return tf.nn.maxPool(x, halves, halves, "VALID");
    }

    @Override
    public Operand<TFloat32> halvedAndPadded(Operand<TFloat32> x, int channels) {
        Operand<TFloat32> halved = tf.stridedSlice(x, tf.constant(new int[4]), tf.shape(x),
                tf.constant(new int[] {1, 2, 2, 1}));
        return tf.pad(halved, tf.constant(new int[][] {{0, 0}, {0, 0}, {0, 0}, {channels, channels}}), tf.constant(0f));
    }

    @Override
    public Operand<TFloat32> average(Operand<TFloat32> x) {
        return tf.math.mean(x, tf.constant(new int[] {1, 2}));
    }

    /** Channel by channel, as the weights that follow want it. */
    @Override
    public Operand<TFloat32> flattened(Operand<TFloat32> x) {
        Operand<TFloat32> channelsFirst = tf.linalg.transpose(x, tf.constant(new int[] {0, 3, 1, 2}));
        return tf.reshape(channelsFirst, tf.constant(new int[] {size(x, 0), size(x, 1) * size(x, 2) * size(x, 3)}));
    }
}
