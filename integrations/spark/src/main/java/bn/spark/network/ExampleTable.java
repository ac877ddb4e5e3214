package bn.spark.network;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.experiments.data.TargetNumbers;
import bn.experiments.run.Checkpoint;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;

/**
 * A table of Spark with an example in each row.
 *
 * @param name what it is called in results
 */
record ExampleTable(Dataset<Row> rows, String name) {

    /**
     * Opens a table.
     *
     * @throws BnException if Spark cannot read it
     */
    static ExampleTable read(SparkSession spark, String source, Map<String, String> options, List<String> paths) {
        DataFrameReader reader = spark.read().format(source);
        if (source.equals("csv")) {
            reader = reader.option("header", "true").option("inferSchema", "true");
        }
        String name = String.join(", ", paths);
        try {
            return new ExampleTable(reader.options(options).load(paths.toArray(String[]::new)), name);
        } catch (RuntimeException e) {
            throw refused(name, e);
        } catch (Exception e) {
            // Scala declares no checked exceptions, and throws them.
            throw refused(name, e);
        }
    }

    private static BnException refused(String name, Exception e) {
        return new BnException("Spark cannot read " + name + ": " + String.valueOf(e.getMessage()).split("\n", 2)[0], e);
    }

    /** The same rows in so many partitions, and in random order if there is a seed. */
    ExampleTable inPartitions(Optional<Integer> asked, Optional<Long> seed) {
        Dataset<Row> now = rows;
        int found = now.javaRDD().getNumPartitions();
        int wanted = asked.orElse(found);
        if (seed.isPresent()) {
            Column random = functions.col("bn_random_order");
            now = now.withColumn("bn_random_order", functions.rand(seed.get())).repartition(wanted, random)
                    .sortWithinPartitions(random).drop("bn_random_order");
        } else if (wanted != found) {
            now = wanted < found ? now.coalesce(wanted) : now.repartition(wanted);
        }
        return new ExampleTable(now, name);
    }

    /** Examples whose features are numbers. */
    NetworkSource<Row, double[]> numbers(Checkpoint checkpoint, Optional<List<String>> asked, String target,
            ClassesOfNetwork outputs) {
        if (checkpoint.imageNormalization().isPresent()) {
            throw new InvalidRequestException(
                    "the network reads images whose channels are normalized, and the features are numbers; "
                            + "give images, by --image-column or --source images");
        }
        require(target);
        List<String> features = asked
                .orElseGet(() -> Arrays.stream(rows.columns()).filter(each -> !each.equals(target)).toList());
        features.forEach(this::requireNumbers);
        OutputClasses classes = outputs.of(() -> classes(target));
        int width = Math.toIntExact(checkpoint.architecture().input().elements());
        return new NetworkSource<>(select(features, target),
                new NumberRowDecoder(features.toArray(String[]::new), features.size(),
                        width, classes.reader(target)),
                name, classes.text());
    }

    /** Examples that are images. */
    NetworkSource<Row, byte[]> images(Checkpoint checkpoint, String image, String target, ClassesOfNetwork outputs) {
        require(target);
        if (!(require(image) instanceof BinaryType)) {
            throw new InvalidRequestException(
                    "--image-column: column " + image + " of " + name + " is " + require(image).simpleString()
                            + ", not binary; it needs the content of PNG or JPEG files");
        }
        OutputClasses classes = outputs.of(() -> classes(target));
        Row first = rows.filter(column(image).isNotNull()).select(column(image)).takeAsList(1).stream().findFirst()
                .orElseThrow(() -> new BnException(name + " has no image in column " + image));
        ImageDecoder images = ImageDecoder.of(checkpoint.architecture().input(), checkpoint.imageNormalization(),
                "the first image of column " + image, (byte[]) first.get(0));
        return new NetworkSource<>(select(List.of(image), target),
                new ImageRowDecoder(image, 0, 1, images, classes.reader(target)),
                name, classes.text());
    }

    private JavaRDD<Row> select(List<String> features, String target) {
        return rows.select(Stream.concat(features.stream(), Stream.of(target))
                .map(ExampleTable::column).toArray(Column[]::new)).javaRDD();
    }

    /** A column by its whole name, which may have dots. */
    private static Column column(String name) {
        return functions.col("`" + name.replace("`", "``") + "`");
    }

    private DataType require(String column) {
        return Arrays.stream(rows.schema().fields()).filter(field -> field.name().equals(column)).findFirst()
                .orElseThrow(() -> new InvalidRequestException(name + " has no column " + column + "; it has "
                        + String.join(", ", Arrays.stream(rows.columns()).limit(20).toList())))
                .dataType();
    }

    private void requireNumbers(String column) {
        DataType type = require(column);
        DataType element = type instanceof ArrayType array ? array.elementType() : type;
        if (!(element instanceof NumericType)) {
            throw new InvalidRequestException("column " + column + " of " + name + " is " + type.simpleString()
                    + ", not numbers or an array of numbers; choose the columns by --features (vectors of Spark ML become arrays by "
                    + "vector_to_array, images are read by --image-column)");
        }
    }

    /** The classes of a column: numbers by value, then texts. */
    private List<String> classes(String target) {
        List<Object> cells = rows.select(column(target)).distinct().limit(TargetNumbers.MAX_CLASSES + 2).collectAsList().stream()
                .map(row -> row.get(0)).filter(cell -> cell != null).toList();
        if (cells.size() > TargetNumbers.MAX_CLASSES) {
            throw new InvalidRequestException("column " + target + " has more than " + TargetNumbers.MAX_CLASSES
                    + " different values, too many classes; choose another --target");
        }
        return cells.stream().sorted(Comparator
                .comparing((Object cell) -> cell instanceof Number number ? number.doubleValue() : Double.POSITIVE_INFINITY)
                .thenComparing(TargetReader::name)).map(TargetReader::name).toList();
    }
}
