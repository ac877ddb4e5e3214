package bn.benchmarks.task;

/**
 * The operations of which the networks consist, as a contestant does them. Each call that needs weights takes the next ones
 * ({@link TrainingTask#weights}).
 *
 * @param <T> the contestant's tensors: rows N x I, or images
 */
public interface NetworkOperations<T> {

    /** A convolution of images without bias; the window and the padding are square. */
    T convolution(T x, int outputs, int window, int stride, int padding);

    /** A fully connected layer of rows; a bias starts at 0. */
    T dense(T x, int outputs, boolean biased);

    /** Batch norm in training, of rows or images. Gamma starts at 1, beta at 0; running statistics are updated. */
    T normalized(T x);

    /** ReLU. */
    T relu(T x);

    /** The sum of two tensors. */
    T sum(T a, T b);

    /** The maxima of windows 2 x 2 of images that do not overlap. */
    T halvedByMaxima(T x);

    /** Every second row and column of images, and as many channels of zeros before and after the others. */
    T halvedAndPadded(T x, int channels);

    /** The mean of each channel of images, as rows. */
    T average(T x);

    /** Images as rows, channel by channel. */
    T flattened(T x);
}
