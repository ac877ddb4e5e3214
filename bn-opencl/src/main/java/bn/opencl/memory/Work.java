package bn.opencl.memory;

import bn.opencl.device.Grid;

/** How work is laid out over the items of a device. */
public interface Work {

    /** How many of n elements an item does. */
    int elementsEach(int n);

    /** So many items, or a few more. */
    Grid items(int n);

    /**
     * A product of m x k and k x n.
     *
     * @param alongRows whether B is read along its rows; else it is transposed
     */
    Grid product(int m, int n, boolean alongRows);

    /** How many rows a part of a matrix has of which statistics are taken; with all of them there is one part. */
    int rowsEach(int rows, int columns);

    /** Columns, in so many parts. */
    Grid columns(int columns, int parts);
}
