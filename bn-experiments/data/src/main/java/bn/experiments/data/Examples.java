package bn.experiments.data;

import bn.api.InvalidRequestException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Examples (features and targets) in a fixed order. They can be read as float32 or float64, independent of how they are stored.
 *
 * <p>Immutable, and so safe for several threads. {@link #limit} and {@link #pool} return views that share the storage.
 */
public final class Examples implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Features features;
    private final Targets targets;
    private final int count;

    private Examples(Features features, Targets targets, int count) {
        this.features = features;
        this.targets = targets;
        this.count = count;
    }

    /**
     * Images with one byte per pixel. The features are the pixels divided by 255.
     *
     * @param pixels unsigned bytes: image after image, plane after plane, row after row; not copied
     */
    public static Examples ofImages(ImageSize size, byte[] pixels, Targets targets) {
        if (pixels.length % size.features() != 0) {
            throw new IllegalArgumentException(pixels.length + " bytes are not whole images of " + size);
        }
        return whole(new PixelFeatures(pixels, size, 1), targets);
    }

    /**
     * Examples whose features are rows of a table.
     *
     * @param values the table, row after row; not copied
     * @param width the number of features
     * @param order example i is row order[i]; not copied
     */
    public static Examples ofRows(double[] values, int width, int[] order, Targets targets) {
        return whole(new RowFeatures(values, width, order), targets);
    }

    private static Examples whole(Features features, Targets targets) {
        if (targets.count() != features.count()) {
            throw new IllegalArgumentException(features.count() + " examples but " + targets.count() + " targets");
        }
        return new Examples(features, targets, targets.count());
    }

    /** The number of examples. */
    public int count() {
        return count;
    }

    /** The number of features of each example. */
    public int features() {
        return features.width();
    }

    /** The size of the images; empty if the examples are not images. */
    public Optional<ImageSize> image() {
        return features.image();
    }

    /** The features of a black image, or of an example that is 0. */
    public double[] black() {
        return IntStream.range(0, features()).mapToDouble(features::black).toArray();
    }

    /** Copies the features of an example into an array from an offset on. */
    public void copyFeatures(int example, float[] into, int offset) {
        features.copy(Objects.checkIndex(example, count), into, offset);
    }

    /** Copies the features of an example into an array from an offset on. */
    public void copyFeatures(int example, double[] into, int offset) {
        features.copy(Objects.checkIndex(example, count), into, offset);
    }

    /** Copies the features of {@code count} examples, one after the other, to the beginning of an array. */
    public void copyFeatureRows(int from, int count, double[] into) {
        for (int i = 0; i < count; i++) {
            copyFeatures(from + i, into, i * features());
        }
    }

    /** Copies the targets of {@code count} examples, one after the other, to the beginning of an array. */
    public void copyTargetRows(int from, int count, double[] into) {
        for (int i = 0; i < count; i++) {
            copyTargets(from + i, into, i * targets());
        }
    }

    /** Whether features and targets are bytes divided by 255. */
    boolean bytes() {
        return features.bytes() && targets instanceof Targets.Labels classes && classes.smoothing() == 0;
    }

    /** Copies features and targets of an example as bytes. */
    void copyBytes(int example, byte[] into, int offset) {
        features.copy(Objects.checkIndex(example, count), into, offset);
        for (int column = 0; column < targets(); column++) {
            into[offset + features() + column] = (byte) (label(example) == column ? RowStream.BYTE : 0);
        }
    }

    /** Classification or regression. */
    public Task task() {
        return targets instanceof Targets.Labels ? Task.CLASSIFICATION : Task.REGRESSION;
    }

    /** The number of target columns: the number of classes, or 1 for regression. */
    public int targets() {
        return targets.columns();
    }

    /**
     * The classes of all examples, from 0.
     *
     * @throws IllegalStateException for regression
     */
    public int[] labels() {
        return IntStream.range(0, count).map(this::label).toArray();
    }

    /**
     * The class of an example, from 0.
     *
     * @throws IllegalStateException for regression
     */
    public int label(int example) {
        if (targets instanceof Targets.Labels classes) {
            return classes.labels()[Objects.checkIndex(example, count)];
        }
        throw new IllegalStateException("examples for regression have no classes");
    }

    /** Copies the target columns of an example (probabilities of the classes, usually 0 and 1, or the number) into an array from an offset on. */
    public void copyTargets(int example, float[] into, int offset) {
        Objects.checkIndex(example, count);
        for (int column = 0; column < targets.columns(); column++) {
            into[offset + column] = (float) targets.value(example, column);
        }
    }

    /** Copies the target columns of an example (probabilities of the classes, usually 0 and 1, or the number) into an array from an offset on. */
    public void copyTargets(int example, double[] into, int offset) {
        Objects.checkIndex(example, count);
        for (int column = 0; column < targets.columns(); column++) {
            into[offset + column] = targets.value(example, column);
        }
    }

    /** The examples as a stream. */
    public RowStream stream() {
        return new ExampleRows(this);
    }

    /**
     * The first n examples, or all if there are fewer.
     *
     * @throws InvalidRequestException if n is below 1
     */
    public Examples limit(int n) {
        if (n < 1) {
            throw new InvalidRequestException("cannot keep " + n + " examples; at least 1 is needed");
        }
        return n >= count ? this : new Examples(features, targets, n);
    }

    /**
     * The images after average pooling of p x p pixels.
     *
     * @throws InvalidRequestException if these are not images or p does not divide their height and width
     */
    public Examples pool(int p) {
        if (features.image().isEmpty()) {
            throw new InvalidRequestException("only images can be pooled; these examples are rows of " + features() + " numbers");
        }
        return new Examples(features.pool(p), targets, count);
    }

    /**
     * The images after a normalization of their channels. They are not pooled after it.
     *
     * @throws InvalidRequestException if these are not images of as many channels
     */
    public Examples normalized(ChannelNormalization normalization) {
        normalization.check(this);
        return new Examples(new NormalizedFeatures(features, features.image().orElseThrow(), normalization), targets, count);
    }

    /**
     * The examples with smoothed labels, for training: a fraction of the probability of each class is given to all classes in
     * equal parts.
     *
     * @param fraction from 0 to less than 1
     * @throws IllegalStateException for regression
     */
    public Examples smoothed(double fraction) {
        if (targets instanceof Targets.Labels classes) {
            return new Examples(features, new Targets.Labels(classes.labels(), classes.columns(), fraction), count);
        }
        throw new IllegalStateException("examples for regression have no classes");
    }

    /**
     * The examples for a network with more outputs than there are classes.
     *
     * @param first the output of the first class
     * @param outputs number of outputs, at least the number of classes more than first
     */
    Examples withOutputs(int first, int outputs) {
        int[] shifted = Arrays.stream(labels()).map(label -> label + first).toArray();
        return new Examples(features, new Targets.Labels(shifted, outputs), count);
    }

    /** The examples with transformed features. Image shape is dropped. */
    public Examples map(FeatureMap map) {
        return new Examples(new MappedFeatures(features, map), targets, count);
    }

    /**
     * A subset of the examples in the given order.
     *
     * @param order the indices of the examples; not copied
     * @throws IndexOutOfBoundsException if an index is out of range
     */
    public Examples select(int[] order) {
        for (int example : order) {
            Objects.checkIndex(example, count);
        }
        return new Examples(new SelectedFeatures(features, order), targets.select(order), order.length);
    }

    /**
     * The examples with other labels.
     *
     * @param labels the class of each example; not copied
     * @throws IllegalArgumentException if the numbers of labels and examples differ
     */
    public Examples relabel(int[] labels) {
        if (labels.length != count) {
            throw new IllegalArgumentException(labels.length + " labels for " + count + " examples");
        }
        return new Examples(features, new Targets.Labels(labels, targets()), count);
    }
}
