package bn.benchmarks.task;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * A training step of a convolutional network.
 *
 * @param network the network
 * @param batch number of examples N
 */
public record ImageStepTask(ImageNetwork network, int batch) implements TrainingTask {
    /** All networks, in batches of 128. */
    public static final List<ImageStepTask> SIZES = Stream.of(ImageNetwork.values()).map(one -> new ImageStepTask(one, 128))
            .toList();

    @Override
    public int[] input() {
        return network.input();
    }

    @Override
    public int classes() {
        return ImageNetwork.CLASSES;
    }

    @Override
    public String architecture() {
        return network.architecture();
    }

    @Override
    public <T> T outputs(NetworkOperations<T> operations, T x) {
        return network.outputs(operations, x);
    }

    /** The losses of the first steps, which the same weights and the same batch determine. */
    @Override
    public double[] check(Callable<? extends Number> step) throws Exception {
        return TrainingTask.losses(step, COMPARED_STEPS);
    }

    /** For example {@code resnet20:3x32x32-10, batch 128}. */
    @Override
    public String toString() {
        return architecture() + ", batch " + batch;
    }
}
