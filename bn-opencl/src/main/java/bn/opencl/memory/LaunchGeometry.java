package bn.opencl.memory;

import bn.opencl.device.NdRange;

/** How a launch divides its work over the items of a device. */
public interface LaunchGeometry {

    /** How many of n elements each item processes. */
    int elementsEach(int n);

    /** At least n items, in one dimension. */
    NdRange items(int n);

    /**
     * The items of matrix products with results of shape m x n.
     *
     * @param groups number of products
     * @param rowMajorB whether rows of B lie in memory element by element; otherwise columns do (B is transposed)
     */
    NdRange matmul(int groups, int m, int n, boolean rowMajorB);

    /**
     * Into how many parts the sums of a product of shape m x n are divided, so that the whole device has work.
     *
     * @param most the largest number of parts
     */
    int productParts(int m, int n, int most);

    /** How many rows of a matrix each part has in a reduction over rows; if all of them, there is only one part. */
    int rowsEach(int rows, int columns);

    /** The items of an operation on the columns of a matrix, for each of its parts. */
    NdRange columns(int columns, int parts);

    /** The items of an operation that computes x times y sums. */
    NdRange sums(int x, int y);

    /** The items of an operation on channels of images, with this many elements each. */
    NdRange planes(int channels, int images, int elements);

    /** How many channels with this many elements each item processes. */
    int channelsEach(int elements);

    /** The items that fill the panels of a matrix of columns, each from a block of channels. */
    NdRange panels(int panels, int channelBlocks);

    /** About how many elements a matrix of columns should have at most. */
    int columnElements();
}
