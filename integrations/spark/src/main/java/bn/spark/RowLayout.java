package bn.spark;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * How a row becomes numbers.
 *
 * @param spans its columns: features, then targets that are numbers
 * @param columns how many columns are selected
 */
record RowLayout(List<Span> spans, int columns) implements Serializable {

    /** The number of numbers. */
    int width() {
        return spans.stream().mapToInt(Span::width).sum();
    }

    /** Reads a row; what cannot be used is counted. */
    RowState read(InternalRow row, double[] target, int at, RowFaults faults) {
        RowState state = RowState.GOOD;
        int to = at;
        for (Span span : spans) {
            state = state.and(span.read(row, target, to, faults));
            to += span.width();
        }
        return state;
    }
}
