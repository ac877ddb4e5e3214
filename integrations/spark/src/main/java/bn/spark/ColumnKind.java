package bn.spark;

import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.UserDefinedType;

/** What columns of a type are for us. */
enum ColumnKind {
    /** A whole number of at most 64 bits, or of any number of digits. */
    INTEGER,
    /** Another number. */
    DECIMAL,
    /** Read as 0 and 1. */
    BOOLEAN,
    /** Names. */
    TEXT,
    /** An array of numbers or booleans. */
    ARRAY,
    /** A vector of Spark's machine learning. */
    VECTOR,
    /** Nothing that has moments. */
    OTHER;

    private static final String VECTOR_FIELDS = "struct<type:tinyint,size:int,indices:array<int>,values:array<double>>";

    static ColumnKind of(DataType type) {
        if (type instanceof ByteType || type instanceof ShortType || type instanceof IntegerType || type instanceof LongType
                || type instanceof DecimalType decimal && decimal.scale() <= 0) {
            return INTEGER;
        } else if (type instanceof NumericType) {
            return DECIMAL;
        } else if (type instanceof BooleanType) {
            return BOOLEAN;
        } else if (type instanceof StringType) {
            return TEXT;
        } else if (type instanceof ArrayType array) {
            return array.elementType() instanceof NumericType || array.elementType() instanceof BooleanType ? ARRAY : OTHER;
        } else if (type instanceof UserDefinedType<?> own) {
            return of(own.sqlType()) == VECTOR ? VECTOR : OTHER;
        }
        return type instanceof StructType && type.catalogString().equals(VECTOR_FIELDS) ? VECTOR : OTHER;
    }

    /** Whether a column of this kind becomes one number. */
    boolean scalar() {
        return this == INTEGER || this == DECIMAL || this == BOOLEAN;
    }

    /** Whether a column of this kind becomes numbers. */
    boolean feature() {
        return scalar() || this == ARRAY || this == VECTOR;
    }
}
