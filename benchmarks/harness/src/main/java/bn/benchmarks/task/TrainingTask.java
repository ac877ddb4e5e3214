package bn.benchmarks.task;

import java.util.Arrays;
import java.util.concurrent.Callable;

/**
 * A training step in float32: forward, softmax cross-entropy, backward, and SGD with momentum. The loss is read at the end of each
 * step.
 */
public interface TrainingTask {
    /** Learning rate of SGD. */
    float LEARNING_RATE = 0.05f;
    /** Momentum of SGD. */
    float MOMENTUM = 0.9f;
    /** Number of losses to compare. The third depends on two updates, the second of which has momentum. */
    int COMPARED_STEPS = 3;

    /** Number of examples N. */
    int batch();

    /** The shape of an example: I, or C, H and W. */
    int[] input();

    /** Number of classes. */
    int classes();

    /** The network, as bn writes it. */
    String architecture();

    /** Computes the outputs of the network, N x classes, from x. */
    <T> T outputs(NetworkOperations<T> network, T x);

    /**
     * Takes some steps and checks their losses.
     *
     * @param step takes a step and returns the loss before it
     * @return the first losses, which the same weights and the same batch determine
     * @throws IllegalStateException if the losses cannot be right
     */
    double[] check(Callable<? extends Number> step) throws Exception;

    /** The losses of this many steps. */
    static double[] losses(Callable<? extends Number> step, int count) throws Exception {
        double[] losses = new double[count];
        for (int i = 0; i < count; i++) {
            losses[i] = step.call().doubleValue();
        }
        return losses;
    }

    /** Number of elements of an example. */
    default int inputs() {
        return Arrays.stream(input()).reduce(1, (a, b) -> a * b);
    }

    /** Inputs of the batch, example by example. */
    default float[] x() {
        return RandomData.normal(3, batch() * inputs(), 0, 1);
    }

    /** A class for each example. */
    default int[] labels() {
        return RandomData.labels(4, batch(), classes());
    }

    /** The labels, one-hot encoded, N x classes. */
    default float[] oneHot() {
        int[] labels = labels();
        float[] rows = new float[batch() * classes()];
        for (int i = 0; i < batch(); i++) {
            rows[i * classes() + labels[i]] = 1;
        }
        return rows;
    }

    /**
     * Initial weights of a linear layer, O x I or O x C x K x K, with variance 2 / inputs.
     *
     * @param number of the layer, from 0
     * @param outputs O
     * @param inputs of an output: I, or C K K
     */
    default float[] weights(int number, int outputs, int inputs) {
        return RandomData.normal(RandomData.FIRST_WEIGHTS + number, outputs * inputs, 0, Math.sqrt(2.0 / inputs));
    }

    /** Operations of the products that training needs, without the gradient with respect to the inputs of the network. */
    default double flops() {
        FlopCounter counter = new FlopCounter(batch());
        outputs(counter, input());
        return counter.training();
    }
}
