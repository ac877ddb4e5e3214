package bn.spark;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * A column of features.
 *
 * @param name its name
 * @param kind what it holds
 * @param width how many numbers
 */
record InputColumn(String name, ColumnKind kind, int width) {

    /** A column of any name: a dot in it does not separate fields. */
    static Column named(String name) {
        return functions.col("`" + name.replace("`", "``") + "`");
    }

    /** The column as it is read. */
    Column selected() {
        return switch (kind) {
            case VECTOR -> named(name);
            case ARRAY -> named(name).cast("array<double>");
            default -> named(name).cast("double");
        };
    }

    /** How an array or vector is read. */
    Span span(int column) {
        return kind == ColumnKind.VECTOR ? new Span.Vector(column, width) : new Span.Array(column, width);
    }
}
