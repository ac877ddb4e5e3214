package bn.experiments.data;

/** The storage of examples' features. */
sealed interface Features permits MappedFeatures, PixelFeatures, RowFeatures, SelectedFeatures {

    /** The number of examples. */
    int count();

    /** The number of features of an example. */
    int width();

    /** Whether features are bytes divided by {@link RowStream#BYTE}. */
    default boolean bytes() {
        return false;
    }

    /** Copies the bytes of an example's features, if they are bytes. */
    default void copy(int example, byte[] into, int offset) {
        throw new IllegalStateException("these features are not bytes");
    }

    /** Copies an example's features as float64. */
    void copy(int example, double[] into, int offset);

    /** Copies an example's features as float32, each the float64 value rounded once. */
    void copy(int example, float[] into, int offset);
}
