package bn.opencl.kernel;

import bn.api.Shape;
import bn.opencl.memory.DeviceArena;

/**
 * A batch of shape N x C x E, or of images N x C x H x W, as a matrix of N rows and C E columns. It is divided by rows into parts, which different items
 * reduce.
 *
 * @param rows N
 * @param columns C E
 * @param spatialSize E
 * @param rowsEach rows of a part; the last part may have fewer
 */
record BatchMatrix(int rows, int columns, int spatialSize, int rowsEach) {

    static BatchMatrix of(DeviceArena arena, Shape shape) {
        int rows = shape.size(0);
        int columns = (int) shape.rowElements();
        return new BatchMatrix(rows, columns, columns / shape.size(1), arena.geometry().rowsEach(rows, columns));
    }

    int channels() {
        return columns / spatialSize;
    }

    int parts() {
        return (rows + rowsEach - 1) / rowsEach;
    }

    /** Whether one launch can do everything: each column is a channel of its own, and there is only one part. */
    boolean fitsOneLaunch() {
        return spatialSize == 1 && parts() == 1;
    }

    /** Elements of workspace for the results of all parts: at most 3 for each part and column. */
    int workspaceSize() {
        return 3 * parts() * columns;
    }
}
