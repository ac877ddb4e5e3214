package bn.opencl.kernel;

import bn.api.Shape;
import bn.opencl.memory.Heap;

/**
 * A batch of N x C x E as a matrix of N rows and C E columns, taken in parts of some rows.
 *
 * @param rows N
 * @param columns C E
 * @param spatialSize E
 * @param rowsEach rows of a part
 */
record Columns(int rows, int columns, int spatialSize, int rowsEach) {

    static Columns of(Heap heap, Shape shape) {
        int rows = shape.size(0);
        int columns = (int) shape.rowElements();
        return new Columns(rows, columns, shape.rank() == 3 ? shape.size(2) : 1, heap.work().rowsEach(rows, columns));
    }

    int channels() {
        return columns / spatialSize;
    }

    int parts() {
        return (rows + rowsEach - 1) / rowsEach;
    }

    /** Whether one launch can do all: each column is a channel, and in one part. */
    boolean whole() {
        return spatialSize == 1 && parts() == 1;
    }

    /** Numbers of scratch memory for the parts, at most 3 for each part and column. */
    int scratch() {
        return 3 * parts() * columns;
    }
}
