package bn.spark;

import bn.experiments.data.DataException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructField;

/** Finds how long arrays and vectors are, from a first row: types do not say it. */
final class VectorLengths {
    private VectorLengths() {}

    /**
     * The columns with their widths.
     *
     * @throws DataException if there is no row that has all arrays
     */
    static List<InputColumn> columns(Dataset<Row> data, List<StructField> features) {
        List<ColumnKind> kinds = features.stream().map(field -> ColumnKind.of(field.dataType())).toList();
        int[] arrays = IntStream.range(0, kinds.size()).filter(i -> !kinds.get(i).scalar()).toArray();
        int[] lengths = arrays.length == 0 ? new int[0] : lengths(data, Arrays.stream(arrays)
                .mapToObj(i -> new InputColumn(features.get(i).name(), kinds.get(i), 0)).toList());
        return IntStream.range(0, kinds.size()).mapToObj(i -> new InputColumn(features.get(i).name(), kinds.get(i),
                kinds.get(i).scalar() ? 1 : lengths[Arrays.binarySearch(arrays, i)])).toList();
    }

    private static int[] lengths(Dataset<Row> data, List<InputColumn> columns) {
        Column[] selected = columns.stream().map(InputColumn::selected).toArray(Column[]::new);
        Column present = columns.stream().map(column -> InputColumn.named(column.name()).isNotNull()).reduce(Column::and)
                .orElseThrow();
        List<ColumnKind> kinds = columns.stream().map(InputColumn::kind).toList();
        List<int[]> first = data.where(present).select(selected).limit(1).queryExecution().toRdd().toJavaRDD()
                .map(row -> lengths(row, kinds)).collect();
        if (first.isEmpty()) {
            throw new DataException("there is no row in which "
                    + String.join(", ", columns.stream().map(InputColumn::name).toList())
                    + (columns.size() == 1 ? " is" : " are") + " not null, so that it is not known how many features these are");
        }
        return first.get(0);
    }

    private static int[] lengths(InternalRow row, List<ColumnKind> kinds) {
        return IntStream.range(0, kinds.size()).map(i -> {
            if (kinds.get(i) == ColumnKind.ARRAY) {
                return row.getArray(i).numElements();
            }
            InternalRow vector = row.getStruct(i, Span.Vector.FIELDS);
            return vector.getByte(0) == Span.Vector.SPARSE ? vector.getInt(1) : vector.getArray(3).numElements();
        }).toArray();
    }
}
