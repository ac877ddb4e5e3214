package bn.experiments.rate;

import bn.api.InvalidRequestException;
import bn.experiments.data.npy.NpyArray;

/**
 * The numbers of an array, with its shape and its name in messages.
 *
 * @param where file and name of the array
 * @param rows number of rows; of a vector, its length
 * @param columns number of columns; of a vector, 1
 * @param values row by row, all finite
 */
record NamedArray(String where, int rows, int columns, double[] values) {

    /** Reads an open array and closes it. */
    static NamedArray read(NpyArray open) {
        try (NpyArray array = open) {
            double[] values = array.readAll();
            for (int i = 0; i < values.length; i++) {
                array.requireFinite(values[i], i / array.columns(), i % array.columns());
            }
            return new NamedArray(array.where(), (int) array.rows(), array.columns(), values);
        }
    }

    /** Rejects the array, with the reason, unless it fits the other arrays. */
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
