package bn.cpu.channels;

/**
 * Some columns of some rows of a matrix that lies row by row.
 *
 * @param first index of its first element
 * @param rows number of rows
 * @param stride distance of rows in elements
 * @param width number of columns, at most a tile
 */
public record Area(int first, int rows, int stride, int width) {

    /** Index of the first element of a row, counted from 0. */
    public int row(int row) {
        return first + row * stride;
    }
}
