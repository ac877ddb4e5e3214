package bn.conformance.reference;

import bn.api.Tensor;
import bn.api.kernel.WindowAxis;

/** The indices of the elements of images N x C x H x W. */
record Images(int count, int channels, int height, int width) {

    static Images of(Tensor tensor) {
        return new Images(tensor.shape().size(0), tensor.shape().size(1), tensor.shape().size(2), tensor.shape().size(3));
    }

    int at(int n, int c, int i, int j) {
        return ((n * channels + c) * height + i) * width + j;
    }

    /** The position along an axis of an element of the window of an output. */
    static int position(WindowAxis axis, int output, int element) {
        return output * axis.stride() - axis.before() + element * axis.dilation();
    }

    /** Whether a position is in an image; otherwise it is in the padding around it. */
    boolean contains(int i, int j) {
        return i >= 0 && i < height && j >= 0 && j < width;
    }
}
