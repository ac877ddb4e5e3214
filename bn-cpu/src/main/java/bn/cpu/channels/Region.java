package bn.cpu.channels;

/**
 * A rectangular region of a row-major matrix.
 *
 * @param first index of its first element
 * @param rows number of rows
 * @param stride distance between rows, in elements
 * @param width number of columns, at most {@link TileBuffer#WIDTH}
 */
public record Region(int first, int rows, int stride, int width) {

    /** Index of the first element of a row; rows are counted from 0. */
    public int row(int row) {
        return first + row * stride;
    }
}
