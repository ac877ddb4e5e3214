package bn.benchmarks.task;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/**
 * A training step of a multilayer perceptron with two hidden layers. It has twice a linear layer without bias, batch norm and ReLU;
 * then a linear layer with bias.
 *
 * @param batch number of examples N
 * @param widths widths of the layers; the first is the number of inputs, the last the number of outputs
 */
public record StepTask(int batch, List<Integer> widths) implements TrainingTask {
    /** The sizes. */
    public static final List<StepTask> SIZES = List.of(new StepTask(128, List.of(784, 512, 256, 10)),
            new StepTask(128, List.of(784, 1000, 1000, 10)), new StepTask(1024, List.of(784, 1000, 1000, 10)));

    private static final int LEARNING_STEPS = 31;

    /** Number of linear layers, including the last one. */
    public int layers() {
        return widths.size() - 1;
    }

    @Override
    public int[] input() {
        return new int[] {widths.get(0)};
    }

    @Override
    public int classes() {
        return widths.get(layers());
    }

    @Override
    public String architecture() {
        return widths.stream().map(String::valueOf).collect(Collectors.joining("-"));
    }

    @Override
    public <T> T outputs(NetworkOperations<T> network, T x) {
        T at = x;
        for (int width : widths.subList(1, layers())) {
            at = network.relu(network.normalized(network.dense(at, width, false)));
        }
        return network.dense(at, classes(), true);
    }

    /** Initial weights of a linear layer; as they are random, they serve as O x I and as I x O. */
    public float[] weights(int layer) {
        return weights(layer, widths.get(layer + 1), widths.get(layer));
    }

    /**
     * Checks that training works: repeated steps on one batch must at least halve its loss. A network with this many weights can
     * fit any labels.
     *
     * @return the first losses; contestants that start from weights of their own do not compare them
     */
    @Override
    public double[] check(Callable<? extends Number> step) throws Exception {
        double[] losses = TrainingTask.losses(step, LEARNING_STEPS);
        double first = losses[0];
        double last = losses[LEARNING_STEPS - 1];
        if (!(last < first / 2)) {
            throw new IllegalStateException("does not learn: the loss went from " + first + " to " + last);
        }
        return Arrays.copyOf(losses, COMPARED_STEPS);
    }

    /** For example {@code 784-512-256-10, batch 128}. */
    @Override
    public String toString() {
        return architecture() + ", batch " + batch;
    }
}
