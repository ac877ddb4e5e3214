package bn.experiments.data;

/** The features of examples. */
sealed interface Features permits MappedFeatures, PixelFeatures, RowFeatures, SelectedFeatures {

    /** The number of examples. */
    int count();

    /** The number of features per example. */
    int width();

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
