package bn.api;

/**
 * A handle to elements in the storage of a backend: on the Java heap, off the heap or on a device.
 *
 * <p>Only {@code upload} and {@code download} copy elements between Java arrays and this storage. Both convert between float32
 * and float64 (rounding to nearest). An upload has read its source when it returns; a download waits for all work that was queued
 * before it. Both throw {@link IndexOutOfBoundsException} if the array is too short. A tensor may be used by one thread at a
 * time, and only with kernels of the backend that allocated it.
 *
 * <p>All methods but {@link #close} throw {@link IllegalStateException} after the tensor or its backend has been closed.
 */
public interface Tensor extends AutoCloseable {

    /** Element type. */
    DType dtype();

    /** The sizes of its axes. Uploads and downloads have the elements in row-major order; the storage may have another one. */
    Shape shape();

    /**
     * The rows {@code from .. from + count - 1} along the first axis, as a view: it shares the storage of
     * this tensor, and closing it frees nothing.
     *
     * @throws IndexOutOfBoundsException if some of these rows do not exist
     */
    Tensor rows(int from, int count);

    /** Sets all elements from {@code source[offset ...]}. */
    void upload(float[] source, int offset);

    /** Sets all elements from {@code source[offset ...]}. */
    void upload(double[] source, int offset);

    /** Copies all elements to {@code target[offset ...]}. */
    void download(float[] target, int offset);

    /** Copies all elements to {@code target[offset ...]}. */
    void download(double[] target, int offset);

    /** All elements as float64, in a new array. */
    default double[] toDoubles() {
        double[] values = new double[Math.toIntExact(shape().elements())];
        download(values, 0);
        return values;
    }

    /** Frees the storage. Closing twice is harmless. */
    @Override
    void close();
}
