package bn.benchmarks.tensorflow;

import bn.benchmarks.task.Axes;
import bn.benchmarks.task.ConvolutionTask;
import bn.benchmarks.worker.Case;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The kernels of a convolution and its gradients, on images N x H x W x C. The results stay in the session. */
final class ConvolutionCase implements Case {
    private static final String PADDING = "SAME";
    private static final List<Long> STRIDES = List.of(1L, 1L, 1L, 1L);

    private final ConvolutionTask task;
    private final GraphSession session = new GraphSession();
    private final Operand<TFloat32> y;
    private final Operand<TFloat32> dx;
    private final Operand<TFloat32> dWeights;

    ConvolutionCase(ConvolutionTask task) {
        this.task = task;
        Ops tf = session.ops();
        int window = ConvolutionTask.WINDOW;
        Operand<TFloat32> x = images(task.x(), task.inputs());
        Operand<TFloat32> dy = images(task.dy(), task.outputs());
        float[] kernel = Axes.permuted(task.weights(), new int[] {task.outputs(), task.inputs(), window, window}, 2, 3, 1, 0);
        Operand<TFloat32> weights = session.read(session.variable(kernel, window, window, task.inputs(), task.outputs()));
        y = tf.nn.conv2d(x, weights, STRIDES, PADDING);
        dx = tf.nn.conv2dBackpropInput(tf.constant(new int[] {task.batch(), task.side(), task.side(), task.inputs()}), weights,
                dy,
                STRIDES, PADDING);
        dWeights = tf.nn.conv2dBackpropFilter(x, tf.constant(new int[] {window, window, task.inputs(), task.outputs()}), dy,
                STRIDES, PADDING);
    }

    private Operand<TFloat32> images(float[] elements, int channels) {
        float[] last = Axes.channelsLast(elements, task.batch(), channels, task.side(), task.side());
        return session.read(session.variable(last, task.batch(), task.side(), task.side(), channels));
    }

    @Override
    public void run() {
        session.runner().addTarget(y).addTarget(dx).addTarget(dWeights).run().close();
    }

    @Override
    public void check() {
        int window = ConvolutionTask.WINDOW;
        task.check(Axes.channelsFirst(session.fetch(y), task.batch(), task.outputs(), task.side(), task.side()),
                Axes.channelsFirst(session.fetch(dx), task.batch(), task.inputs(), task.side(), task.side()),
                Axes.permuted(session.fetch(dWeights), new int[] {window, window, task.inputs(), task.outputs()}, 3, 2, 0, 1));
    }

    @Override
    public void close() {
        session.close();
    }
}
