package bn.api.kernel;

/**
 * An additional kernel that a backend may offer ({@link bn.api.backend.Backend#optional}): moments of rows of bytes, such as
 * the pixels of images, which are never converted as a whole. Sums of products of whole numbers can be exact at the speed of
 * float32.
 */
public interface ByteMomentsKernel {

    /**
     * An empty accumulator for rows of d bytes.
     *
     * @throws IllegalArgumentException if features is below 1
     */
    ByteMomentsAccumulator accumulator(int features);
}
