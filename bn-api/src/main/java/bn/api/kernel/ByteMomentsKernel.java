package bn.api.kernel;

/**
 * An optional kernel ({@link bn.api.backend.Backend#optional}): moments of rows of bytes, such as the pixels of images, which are
 * never all converted to floating point at once. Sums of products of integers can be exact at the speed of float32.
 */
public interface ByteMomentsKernel {

    /**
     * An empty accumulator for rows of d bytes.
     *
     * @throws IllegalArgumentException if features is below 1
     */
    ByteMomentsAccumulator accumulator(int features);
}
