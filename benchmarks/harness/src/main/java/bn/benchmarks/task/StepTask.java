package bn.benchmarks.task;

import java.util.List;
import java.util.concurrent.Callable;

/**
 * A training step in float32 of a network with two hidden layers. It has twice a linear layer without bias, batch norm and ReLU;
 * then a linear layer with bias, softmax cross-entropy, and SGD with momentum. The loss is read at the end of each step.
 *
 * @param batch number of examples N
 * @param widths widths of the layers; the first is the number of inputs, the last the number of outputs
 */
public record StepTask(int batch, List<Integer> widths) {
    /** The sizes. */
    public static final List<StepTask> SIZES = List.of(new StepTask(128, List.of(784, 512, 256, 10)),
            new StepTask(128, List.of(784, 1000, 1000, 10)), new StepTask(1024, List.of(784, 1000, 1000, 10)));
    /** Learning rate of SGD. */
    public static final float LEARNING_RATE = 0.05f;
    /** Momentum of SGD. */
    public static final float MOMENTUM = 0.9f;

    private static final int LEARNING_STEPS = 30;
    /** The first stream of random data for weights. */
    private static final int WEIGHTS = 10;

    /** Number of linear layers, including the last one. */
    public int layers() {
        return widths.size() - 1;
    }

    /** Number of inputs. */
    public int inputs() {
        return widths.get(0);
    }

    /** Number of classes. */
    public int classes() {
        return widths.get(layers());
    }

    /**
     * Operations of the matrix products that training needs: 2 N I O each. The gradient with respect to the inputs of the network
     * is not needed.
     */
    public double flops() {
        double flops = 0;
        for (int i = 0; i < layers(); i++) {
            flops += (i == 0 ? 2 : 3) * 2.0 * batch * widths.get(i) * widths.get(i + 1);
        }
        return flops;
    }

    /** Inputs, N x I. */
    public float[] x() {
        return RandomData.normal(3, batch * inputs(), 0, 1);
    }

    /** A class for each example. */
    public int[] labels() {
        return RandomData.labels(4, batch, classes());
    }

    /** The labels, one-hot encoded, N x classes. */
    public float[] oneHot() {
        int[] labels = labels();
        float[] rows = new float[batch * classes()];
        for (int i = 0; i < batch; i++) {
            rows[i * classes() + labels[i]] = 1;
        }
        return rows;
    }

    /** Initial weights of a linear layer, with variance 2 / inputs; as they are random, they serve as I x O and as O x I. */
    public float[] weights(int layer) {
        int inputs = widths.get(layer);
        return RandomData.normal(WEIGHTS + layer, inputs * widths.get(layer + 1), 0, Math.sqrt(2.0 / inputs));
    }

    /**
     * Checks that training works: repeated steps on one batch must at least halve its loss. A network with this many weights can
     * fit any labels.
     *
     * @param step takes a step and returns its loss
     * @throws IllegalStateException if the loss is not halved
     */
    public static void checkLearning(Callable<? extends Number> step) throws Exception {
        double first = step.call().doubleValue();
        double last = first;
        for (int i = 0; i < LEARNING_STEPS; i++) {
            last = step.call().doubleValue();
        }
        if (!(last < first / 2)) {
            throw new IllegalStateException("does not learn: the loss went from " + first + " to " + last);
        }
    }

    /** For example {@code 784-512-256-10, batch 128}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        widths.forEach(width -> text.append(text.isEmpty() ? "" : "-").append(width));
        return text + ", batch " + batch;
    }
}
