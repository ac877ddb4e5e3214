package bn.api;

/**
 * A handle to elements that a backend stores where it likes: on the heap, off the heap, on a device.
 *
 * <p>Elements cross the border only in {@code upload} and {@code download}. Both convert between float32 and float64
 * (rounding to nearest). An upload has read its source when it returns; a download waits for all work that was queued
 * before it. Both throw {@link IndexOutOfBoundsException} if the array is too short. A tensor is used by one thread at a time,
 * and only with kernels of the backend that made it.
 *
 * <p>All methods but {@link #close} throw {@link IllegalStateException} after the tensor or its backend was closed.
 */
public interface Tensor extends AutoCloseable {

    /** Element type. */
    DType dtype();

    /** The sizes of its axes; elements are stored row-major. */
    Shape shape();

    /**
     * The rows {@code from .. from + count - 1} along the first axis, as a view: it shares the storage, and closing it
     * frees nothing.
     *
     * @throws IndexOutOfBoundsException if they are not all rows of this tensor
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
