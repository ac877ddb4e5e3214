package bn.experiments.rate;

import bn.api.InvalidRequestException;
import bn.experiments.data.npy.NpyArray;

/**
 * All numbers of an array, with its shape and what to call it in messages.
 *
 * @param where the file, and the name in it
 * @param rows number of rows; of a vector, its length
 * @param columns number of columns; of a vector, 1
 * @param values row by row, all finite
 */
record ArrayNumbers(String where, int rows, int columns, double[] values) {

    /** Reads an open array and closes it. */
    static ArrayNumbers read(NpyArray open) {
        try (NpyArray array = open) {
            double[] values = array.readAll();
            for (int i = 0; i < values.length; i++) {
                array.requireFinite(values[i], i / array.columns(), i % array.columns());
            }
            return new ArrayNumbers(array.where(), (int) array.rows(), array.columns(), values);
        }
    }

    /** Refuses the array unless it fits what it is read with. */
    void require(boolean fits, String reason) {
        if (!fits) {
            throw new InvalidRequestException(this + " does not fit: " + reason);
        }
    }

    /** Name and shape, as in Python. */
    @Override
    public String toString() {
        return where + " of shape " + (columns == 1 ? "(" + rows + ",)" : "(" + rows + ", " + columns + ")");
    }
}
