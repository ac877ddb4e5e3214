package bn.spark.network;

import bn.experiments.data.Examples;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Examples as tables of Spark, in their order. */
final class ExampleRows {
    private ExampleRows() {}

    /** Columns {@code pixels}, an array, and {@code digit}. */
    static Dataset<Row> numbers(SparkSession spark, Examples examples) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < examples.count(); i++) {
            double[] features = new double[examples.features()];
            examples.copyFeatures(i, features, 0);
            rows.add(RowFactory.create(features, examples.label(i)));
        }
        return table(spark, rows, "pixels", DataTypes.createArrayType(DataTypes.DoubleType));
    }

    /** Columns {@code image}, the content of a PNG file, and {@code digit}. */
    static Dataset<Row> images(SparkSession spark, Examples examples) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < examples.count(); i++) {
            rows.add(RowFactory.create(Pngs.of(examples, i), examples.label(i)));
        }
        return table(spark, rows, "image", DataTypes.BinaryType);
    }

    private static Dataset<Row> table(SparkSession spark, List<Row> rows, String name, DataType type) {
        return spark.createDataFrame(rows, new StructType().add(name, type).add("digit", DataTypes.IntegerType)).coalesce(1);
    }
}
