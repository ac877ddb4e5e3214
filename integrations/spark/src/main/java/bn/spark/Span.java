package bn.spark;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;

/** Columns of a row that become numbers next to each other. */
sealed interface Span extends Serializable {

    /** Number of numbers. */
    int width();

    /** Reads the numbers; what cannot be used is counted. */
    RowState read(InternalRow row, double[] target, int at, RowFaults faults);

    /**
     * Columns of float64.
     *
     * @param first index of the first
     * @param width how many
     */
    record Scalars(int first, int width) implements Span {
        @Override
        public RowState read(InternalRow row, double[] target, int at, RowFaults faults) {
            RowState state = RowState.GOOD;
            for (int k = 0; k < width; k++) {
                if (row.isNullAt(first + k)) {
                    faults.isNull(first + k);
                    state = RowState.NULL;
                    continue;
                }
                double value = row.getDouble(first + k);
                if (!Double.isFinite(value)) {
                    faults.notFinite(first + k);
                    state = state.and(RowState.BAD);
                }
                target[at + k] = value;
            }
            return state;
        }
    }

    /**
     * An array of float64.
     *
     * @param column its index
     * @param width its length
     */
    record Array(int column, int width) implements Span {
        @Override
        public RowState read(InternalRow row, double[] target, int at, RowFaults faults) {
            if (row.isNullAt(column)) {
                faults.isNull(column);
                return RowState.NULL;
            }
            return read(row.getArray(column), column, target, at, width, faults);
        }

        static RowState read(ArrayData values, int column, double[] target, int at, int width, RowFaults faults) {
            if (values.numElements() != width) {
                faults.otherLength(column, values.numElements());
                return RowState.BAD;
            }
            boolean finite = true;
            for (int k = 0; k < width; k++) {
                if (values.isNullAt(k)) {
                    faults.isNull(column);
                    return RowState.NULL;
                }
                target[at + k] = values.getDouble(k);
                finite &= Double.isFinite(target[at + k]);
            }
            return checked(finite, column, faults);
        }

        static RowState checked(boolean finite, int column, RowFaults faults) {
            if (!finite) {
                faults.notFinite(column);
            }
            return finite ? RowState.GOOD : RowState.BAD;
        }
    }

    /**
     * A vector of Spark's machine learning, dense or sparse: a struct of kind, size, indices and values.
     *
     * @param column its index
     * @param width its length
     */
    record Vector(int column, int width) implements Span {
        /** The number of a vector's fields. */
        static final int FIELDS = 4;
        /** The kind of a sparse one. */
        static final byte SPARSE = 0;

        @Override
        public RowState read(InternalRow row, double[] target, int at, RowFaults faults) {
            if (row.isNullAt(column)) {
                faults.isNull(column);
                return RowState.NULL;
            }
            InternalRow vector = row.getStruct(column, FIELDS);
            ArrayData values = vector.getArray(3);
            if (vector.getByte(0) != SPARSE) {
                return Array.read(values, column, target, at, width, faults);
            }
            if (vector.getInt(1) != width) {
                faults.otherLength(column, vector.getInt(1));
                return RowState.BAD;
            }
            return sparse(vector.getArray(2), values, target, at, faults);
        }

        private RowState sparse(ArrayData indices, ArrayData values, double[] target, int at, RowFaults faults) {
            Arrays.fill(target, at, at + width, 0);
            boolean finite = true;
            for (int k = 0; k < values.numElements(); k++) {
                double value = values.getDouble(k);
                target[at + indices.getInt(k)] = value;
                finite &= Double.isFinite(value);
            }
            return Array.checked(finite, column, faults);
        }
    }
}
