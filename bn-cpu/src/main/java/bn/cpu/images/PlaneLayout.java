package bn.cpu.images;

import bn.api.Shape;
import bn.api.kernel.Window;
import bn.api.kernel.WindowAxis;

/**
 * The order in which kernels keep a plane (a channel of an image) with its padding, so that no loop over outputs needs a stride or
 * a check for padding. With strides s and t, the padded plane is divided into s t parts: its element (r, c) is in part
 * (r mod s, c mod t), at row r / s and column c / t. Then the inputs that one element (p, q) of the window meets are at
 * {@code tap(p, q) + i rowLength + j} for outputs (i, j): those of a row of outputs are contiguous, and those of all rows are at
 * one distance. The padding after a row is also the padding before the next.
 */
public final class PlaneLayout {
    private final WindowAxis vertical;
    private final WindowAxis horizontal;
    private final int height;
    private final int width;
    private final int outputHeight;
    private final int outputWidth;
    private final int rowLength;
    private final int partSize;

    /**
     * A layout.
     *
     * @param window size, strides, dilation and padding
     * @param images their shape, N x C x H x W
     */
    public PlaneLayout(Window window, Shape images) {
        vertical = window.vertical();
        horizontal = window.horizontal();
        height = images.size(2);
        width = images.size(3);
        outputHeight = vertical.outputs(height);
        outputWidth = horizontal.outputs(width);
        int columns = width + Math.max(horizontal.before(), horizontal.after());
        rowLength = Math.max(outputWidth, ceilDiv(columns, horizontal.stride()));
        int rows = ceilDiv(vertical.before() + height + vertical.after(), vertical.stride());
        // The padding after the last row is what follows the rows.
        partSize = rows * rowLength + ceilDiv(horizontal.before(), horizontal.stride());
    }

    /** Number of rows of the plane, H. */
    public int height() {
        return height;
    }

    /** Number of columns of the plane, W. */
    public int width() {
        return width;
    }

    /** Number of elements of a plane. */
    public int elements() {
        return height * width;
    }

    /** Number of elements of the window. */
    public int taps() {
        return vertical.size() * horizontal.size();
    }

    /** Number of rows of outputs, H'. */
    public int outputHeight() {
        return outputHeight;
    }

    /** Number of columns of outputs, W'. */
    public int outputWidth() {
        return outputWidth;
    }

    /** Number of outputs of a plane. */
    public int outputs() {
        return outputHeight * outputWidth;
    }

    /** The distance between the outputs of a row and those of the next. */
    public int rowLength() {
        return rowLength;
    }

    /** Number of elements from the first to the last output of some rows. */
    public int span(int rows) {
        return (rows - 1) * rowLength + outputWidth;
    }

    /** Number of elements of a padded plane. */
    public int size() {
        return vertical.stride() * horizontal.stride() * partSize;
    }

    /** The distance between columns of the plane that are next to each other in a part. */
    public int columnStride() {
        return horizontal.stride();
    }

    /** Where the input is that an element of the window, by its index in row-major order, meets for output (0, 0). */
    public int tap(int index) {
        return rowAt(index / horizontal.size() * vertical.dilation())
                + columnAt(index % horizontal.size() * horizontal.dilation());
    }

    /** One part of the index of an element (i, j) of the plane, which is {@code row(i) + column(j)}. */
    public int row(int i) {
        return rowAt(vertical.before() + i);
    }

    /** The other part. */
    public int column(int j) {
        return columnAt(horizontal.before() + j);
    }

    private int rowAt(int padded) {
        return padded % vertical.stride() * horizontal.stride() * partSize + padded / vertical.stride() * rowLength;
    }

    private int columnAt(int padded) {
        return padded % horizontal.stride() * partSize + padded / horizontal.stride();
    }

    private static int ceilDiv(int a, int b) {
        return (a + b - 1) / b;
    }
}
