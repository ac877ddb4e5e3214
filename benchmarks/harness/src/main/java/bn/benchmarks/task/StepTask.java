package bn.benchmarks.task;

import java.util.List;
import java.util.concurrent.Callable;

/**
 * A training step of a network with two hidden layers: product without bias, batch norm, ReLU, twice; product with bias;
 * softmax cross-entropy; SGD with momentum; float32. The loss is read at the end of each step.
 *
 * @param batch number of examples N
 * @param widths of the layers, inputs first, outputs last
 */
public record StepTask(int batch, List<Integer> widths) {
    /** The sizes of the comparison. */
    public static final List<StepTask> SIZES = List.of(new StepTask(128, List.of(784, 512, 256, 10)),
            new StepTask(128, List.of(784, 1000, 1000, 10)), new StepTask(1024, List.of(784, 1000, 1000, 10)));
    /** Learning rate of the SGD. */
    public static final float LEARNING_RATE = 0.05f;
    /** Momentum of the SGD. */
    public static final float MOMENTUM = 0.9f;

    private static final int LEARNING_STEPS = 30;
    private static final int WEIGHTS = 10;

    /** Number of products, hidden and last. */
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

    /** Operations of the products that training needs: 2 N I O each, none for the gradient with respect to the inputs. */
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

    /** The labels as rows of zeros with a one, N x classes. */
    public float[] oneHot() {
        int[] labels = labels();
        float[] rows = new float[batch * classes()];
        for (int i = 0; i < batch; i++) {
            rows[i * classes() + labels[i]] = 1;
        }
        return rows;
    }

    /** Initial weights of a product, inputs x outputs in any order, of variance 2 / inputs. */
    public float[] weights(int layer) {
        int inputs = widths.get(layer);
        return RandomData.normal(WEIGHTS + layer, inputs * widths.get(layer + 1), 0, Math.sqrt(2.0 / inputs));
    }

    /**
     * Shows that a step learns: steps on one batch halve its loss at least. A network of so many weights can fit any labels.
     *
     * @param step takes a step and returns its loss
     * @throws IllegalStateException if it does not
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
