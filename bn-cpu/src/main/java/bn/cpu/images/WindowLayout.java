package bn.cpu.images;

import bn.api.Shape;
import bn.api.kernel.Window;
import bn.api.kernel.WindowAxis;

/**
 * The layout of an image H x W x C with its padding, and of the windows on it. The input that element t of the window meets at output
 * (i, j) of channel c is at {@code row(i) + tap(t) + j step() + c} in the padded image. The channels of a position follow each other,
 * so windows without dilation consist of rows that are contiguous.
 */
public final class WindowLayout {
    private final WindowAxis vertical;
    private final WindowAxis horizontal;
    private final int height;
    private final int width;
    private final int channels;
    private final int outputHeight;
    private final int outputWidth;

    /**
     * A layout.
     *
     * @param window size, strides, dilation and padding
     * @param images their shape, N x C x H x W
     */
    public WindowLayout(Window window, Shape images) {
        vertical = window.vertical();
        horizontal = window.horizontal();
        channels = images.size(1);
        height = images.size(2);
        width = images.size(3);
        outputHeight = vertical.outputs(height);
        outputWidth = horizontal.outputs(width);
    }

    /** C. */
    public int channels() {
        return channels;
    }

    /** H. */
    public int height() {
        return height;
    }

    /** Number of elements of a row of the image: W C. */
    public int rowElements() {
        return width * channels;
    }

    /** Number of elements of the image: H W C. */
    public int elements() {
        return height * rowElements();
    }

    /** H'. */
    public int outputHeight() {
        return outputHeight;
    }

    /** W'. */
    public int outputWidth() {
        return outputWidth;
    }

    /** Number of elements of the padded image. */
    public int size() {
        return (vertical.before() + height + vertical.after()) * paddedRow();
    }

    /** Where a row of the image begins in the padded image. */
    public int inner(int row) {
        return (vertical.before() + row) * paddedRow() + horizontal.before() * channels;
    }

    /** Number of rows of the window. */
    public int windowRows() {
        return vertical.size();
    }

    /** Number of elements of the window. */
    public int taps() {
        return vertical.size() * horizontal.size();
    }

    /** The part of the place of an input that depends on the element of the window; elements are counted row by row. */
    public int tap(int t) {
        int down = t / horizontal.size() * vertical.dilation();
        int right = t % horizontal.size() * horizontal.dilation();
        return down * paddedRow() + right * channels;
    }

    /** The part that depends on the row of the output. */
    public int row(int i) {
        return i * vertical.stride() * paddedRow();
    }

    /** The distance between the inputs of neighbouring outputs. */
    public int step() {
        return horizontal.stride() * channels;
    }

    /** Whether the elements of a row of the window are neighbours. */
    public boolean hasWholeRows() {
        return horizontal.dilation() == 1;
    }

    /** Whether each output has one input of its own, at the same position, and there are no others. */
    public boolean isPointwise() {
        return isPointwise(vertical) && isPointwise(horizontal);
    }

    private static boolean isPointwise(WindowAxis axis) {
        return axis.size() == 1 && axis.stride() == 1 && axis.before() == 0 && axis.after() == 0;
    }

    /** How many elements of the window are not padding, at output (i, j). */
    public int inside(int i, int j) {
        return inside(vertical, i, height) * inside(horizontal, j, width);
    }

    /** Whether an element of the padded image is not padding. */
    public boolean isInside(int element) {
        int row = element / paddedRow() - vertical.before();
        int column = element % paddedRow() / channels - horizontal.before();
        return row >= 0 && row < height && column >= 0 && column < width;
    }

    private static int inside(WindowAxis axis, int output, int inputs) {
        int count = 0;
        for (int k = 0; k < axis.size(); k++) {
            int input = output * axis.stride() - axis.before() + k * axis.dilation();
            count += input >= 0 && input < inputs ? 1 : 0;
        }
        return count;
    }

    private int paddedRow() {
        return (horizontal.before() + width + horizontal.after()) * channels;
    }
}
