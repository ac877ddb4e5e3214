package bn.api.kernel;

import bn.api.Tensor;

/**
 * An optional kernel ({@link bn.api.backend.Backend#optional}): copies of tensors or of parts of them, which move elements and
 * compute nothing. No result may share storage with another argument.
 */
public interface CopyKernel {

    /** All elements of y become this value, rounded to the dtype. Any shape. */
    void fill(double value, Tensor y);

    /**
     * y gets the elements of x in row-major order, as when images are flattened. The shapes may differ; the number of rows and
     * the number of elements are the same.
     */
    void reshape(Tensor x, Tensor y);

    /**
     * Copies some channels: {@code y[n, to + c, ...] = x[n, from + c, ...]} for c from 0 to count - 1. The other channels of y stay
     * as they are. Concatenation, splitting and padding of channels consist of such copies.
     *
     * @param x N x C x H x W, or N x C
     * @param from first channel that is read
     * @param count number of channels, at least 1
     * @param y N x C' x H x W, or N x C'
     * @param to first channel that is written
     */
    void copyChannels(Tensor x, int from, int count, Tensor y, int to);

    /**
     * Images with zeros around them.
     *
     * @param x N x C x H x W
     * @param top number of rows above
     * @param left number of columns to the left
     * @param y receives the images, N x C x H' x W'; what x does not fill is 0
     */
    void pad(Tensor x, int top, int left, Tensor y);

    /**
     * A part of images, for example the gradient of {@link #pad}.
     *
     * @param x N x C x H x W
     * @param top number of rows to leave out above
     * @param left number of columns to leave out to the left
     * @param y receives the part, N x C x H' x W'
     */
    void crop(Tensor x, int top, int left, Tensor y);
}
