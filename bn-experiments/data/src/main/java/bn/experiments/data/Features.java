package bn.experiments.data;

import java.io.Serializable;
import java.util.Optional;

/** The features of examples. */
sealed interface Features extends Serializable
        permits MappedFeatures, NormalizedFeatures, PixelFeatures, RowFeatures, SelectedFeatures {

    /** The number of examples. */
    int count();

    /** The number of features per example. */
    int width();

    /** The size of the images; empty if the features are no pixels. */
    default Optional<ImageSize> image() {
        return Optional.empty();
    }

    /** The value of a feature of images that is a black pixel. */
    default double black(int feature) {
        return 0;
    }

    /**
     * The images after average pooling of p x p pixels; only for images that are not normalized.
     *
     * @throws bn.api.InvalidRequestException if p does not divide height and width
     */
    default Features pool(int p) {
        throw new IllegalStateException("these features cannot be pooled");
    }

    /** Whether the features are stored as bytes, to be divided by {@link RowStream#BYTE}. */
    default boolean bytes() {
        return false;
    }

    /** Copies the features of an example as bytes, if they are stored as bytes. */
    default void copy(int example, byte[] into, int offset) {
        throw new IllegalStateException("these features are not bytes");
    }

    /** Copies the features of an example as float64. */
    void copy(int example, double[] into, int offset);

    /** Copies the features of an example as float32: the float64 values, rounded once. */
    void copy(int example, float[] into, int offset);
}
