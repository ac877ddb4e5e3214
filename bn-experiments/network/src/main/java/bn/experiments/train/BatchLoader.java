package bn.experiments.train;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.experiments.data.Examples;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Copies examples to a backend batch by batch, through host arrays and tensors that are allocated once. */
public final class BatchLoader implements AutoCloseable {
    private final Examples examples;
    private final Tensor inputs;
    private final Tensor targets;
    /** Only the array of the dtype is used: converting during the upload would cost as much as copying. */
    private final float[] floats;
    private final double[] doubles;
    private final double[] targetValues;
    private final double[] image;
    /** What comes in where an image is moved away. */
    private final double[] black;
    private int size;

    /** A loader of batches of at most maxBatch examples. */
    public BatchLoader(Backend backend, DType dtype, Examples examples, int maxBatch) {
        this.examples = examples;
        inputs = backend.allocate(dtype, Shape.of(maxBatch, examples.features()));
        targets = backend.allocate(dtype, Shape.of(maxBatch, examples.targets()));
        int values = Math.multiplyExact(maxBatch, examples.features());
        floats = dtype == DType.FLOAT32 ? new float[values] : null;
        doubles = dtype == DType.FLOAT64 ? new double[values] : null;
        targetValues = new double[maxBatch * examples.targets()];
        image = new double[examples.features()];
        black = examples.black();
    }

    /**
     * Makes a batch of the examples {@code order[from .. from + count - 1]}, with noise added to their features.
     *
     * @param sigma standard deviation of the noise; 0 for none
     * @param random source of the noise, unused if sigma is 0
     */
    public void load(int[] order, int from, int count, double sigma, RandomGenerator random) {
        copy(order, from, count);
        finish(sigma, random);
    }

    /**
     * The same with changed images, which get their noise afterwards.
     *
     * @param changes what becomes of each image
     * @param drawn source of the changes
     */
    void load(int[] order, int from, int count, Augmentation.Sources changes, RandomGenerator drawn, double sigma,
            RandomGenerator random) {
        copy(order, from, count);
        for (int i = 0; i < count; i++) {
            change(i * examples.features(), changes.draw(drawn));
        }
        finish(sigma, random);
    }

    private void change(int offset, int[] sources) {
        for (int j = 0; j < sources.length; j++) {
            image[j] = floats != null ? floats[offset + j] : doubles[offset + j];
        }
        for (int j = 0; j < sources.length; j++) {
            double value = sources[j] < 0 ? black[j] : image[sources[j]];
            if (floats != null) {
                floats[offset + j] = (float) value;
            } else {
                doubles[offset + j] = value;
            }
        }
    }

    private void copy(int[] order, int from, int count) {
        size = count;
        int features = examples.features();
        for (int i = 0; i < count; i++) {
            int example = order[from + i];
            if (floats != null) {
                examples.copyFeatures(example, floats, i * features);
            } else {
                examples.copyFeatures(example, doubles, i * features);
            }
            examples.copyTargets(example, targetValues, i * examples.targets());
        }
    }

    private void finish(double sigma, RandomGenerator random) {
        if (sigma > 0) {
            addNoise(size * examples.features(), sigma, random);
        }
        if (floats != null) {
            inputs().upload(floats, 0);
        } else {
            inputs().upload(doubles, 0);
        }
        targets().upload(targetValues, 0);
    }

    /**
     * Makes a batch after the other of all examples in their order, without noise.
     *
     * @param work is given the number of the batch's first example
     */
    public void forEachBatch(IntConsumer work) {
        int[] order = IntStream.range(0, examples.count()).toArray();
        int most = inputs.shape().size(0);
        for (int from = 0; from < order.length; from += most) {
            load(order, from, Math.min(most, order.length - from), 0, null);
            work.accept(from);
        }
    }

    private void addNoise(int values, double sigma, RandomGenerator random) {
        for (int i = 0; i < values; i++) {
            double noise = sigma * random.nextGaussian();
            if (floats != null) {
                floats[i] += (float) noise;
            } else {
                doubles[i] += noise;
            }
        }
    }

    /** The inputs of the batch, N x features. */
    public Tensor inputs() {
        return inputs.rows(0, size);
    }

    /** The targets of the batch, N x targets. */
    public Tensor targets() {
        return targets.rows(0, size);
    }

    @Override
    public void close() {
        inputs.close();
        targets.close();
    }
}
