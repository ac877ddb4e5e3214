package bn.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.api.Moments;
import bn.experiments.data.DataException;
import bn.experiments.data.Task;
import bn.theory.moments.RowMoments;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Moments of columns of all kinds, in this JVM, against those of the same rows without Spark. */
class SparkMomentsTest {
    private static final SparkSession SPARK = LocalSession.get();
    private static final StructType VECTOR = new StructType().add("type", DataTypes.ByteType).add("size", DataTypes.IntegerType)
            .add("indices", DataTypes.createArrayType(DataTypes.IntegerType, false))
            .add("values", DataTypes.createArrayType(DataTypes.DoubleType, false));

    /**
     * The sums of n products round n times in each of the two, by half an ulp of sqrt(S_ii S_jj) at most, by Cauchy and Schwarz: for
     * 2000 rows that is below 1e-12.
     */
    static void assertAgree(Moments expected, Moments actual) {
        assertEquals(expected.count(), actual.count());
        int d = expected.dimension();
        assertEquals(d, actual.dimension());
        for (int i = 0; i < d; i++) {
            double deviation = Math.sqrt(expected.covariance(i, i));
            assertEquals(expected.mean()[i], actual.mean()[i], 1e-12 * (deviation + Math.abs(expected.mean()[i])), "mean " + i);
            for (int j = 0; j < d; j++) {
                double size = Math.sqrt(expected.scatterMatrix()[i * d + i] * expected.scatterMatrix()[j * d + j]);
                assertEquals(expected.scatterMatrix()[i * d + j], actual.scatterMatrix()[i * d + j], 1e-12 * size, i + ", " + j);
            }
        }
    }

    static Moments moments(List<double[]> rows) {
        RowMoments moments = new RowMoments(rows.get(0).length);
        moments.add(rows.stream().flatMapToDouble(Arrays::stream).toArray(), 0, rows.size());
        return moments.result();
    }

    private static StructType numbers(String... names) {
        StructType type = new StructType();
        for (String name : names) {
            type = type.add(name, DataTypes.DoubleType);
        }
        return type;
    }

    private static Dataset<Row> data(StructType type, Row... rows) {
        return SPARK.createDataFrame(List.of(rows), type);
    }

    private static String refusal(Class<? extends BnException> type, Dataset<Row> data, MomentsRequest request) {
        return assertThrows(type, () -> SparkMoments.of(data, request)).getMessage();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 200})
    void manyPartitionsInAnyOrderAreTheRowsOfOneMachine(int partitions) {
        Random random = new Random(partitions);
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            double common = random.nextGaussian();
            rows.add(new double[] {1e4 + common, Math.exp(random.nextGaussian()), common + random.nextGaussian(), 7});
        }
        Moments expected = moments(rows);
        for (int order = 0; order < 2; order++) {
            List<Row> shuffled = new ArrayList<>(
                    rows.stream().map(row -> RowFactory.create(Arrays.stream(row).boxed().toArray())).toList());
            Collections.shuffle(shuffled, random);
            Dataset<Row> data = SPARK.createDataFrame(SPARK.sparkContext()
                    .parallelize(scala.jdk.javaapi.CollectionConverters.asScala(shuffled).toSeq(), partitions,
                            scala.reflect.ClassTag$.MODULE$.apply(Row.class))
                    .toJavaRDD(), numbers("a", "b", "y", "constant"));
            SparkMoments actual = SparkMoments.of(data, List.of("a", "b"), List.of("y", "constant"));
            assertAgree(expected, actual.moments().joint());
            assertEquals(0, actual.moments().joint().scatterMatrix()[15]);
            assertEquals(List.of("y", "constant"), actual.moments().targetNames());
        }
    }

    @Test
    void allKindsOfNumbersAreFeatures() {
        StructType type = new StructType().add("y", DataTypes.FloatType).add("byte", DataTypes.ByteType)
                .add("a.b", DataTypes.LongType).add("flag", DataTypes.BooleanType)
                .add("array", DataTypes.createArrayType(DataTypes.IntegerType)).add("dense", VECTOR)
                .add("decimal", DataTypes.createDecimalType(10, 2)).add("sparse", VECTOR).add("short", DataTypes.ShortType);
        List<double[]> expected = new ArrayList<>();
        Row[] rows = new Row[20];
        for (int i = 0; i < rows.length; i++) {
            int q = i * i % 7;
            expected.add(new double[] {i, 10L * i, i % 2, q, q + i, 0.5 * q, i, q, q / 4.0, i % 3 == 0 ? i : 0, 0,
                    i % 3 == 0 ? q : 0, 3 * q, q / 8.0});
            rows[i] = RowFactory.create(q / 8f, (byte) i, 10L * i, i % 2 == 1, List.of(q, q + i),
                    RowFactory.create((byte) 1, null, null, List.of(0.5 * q, (double) i, (double) q)),
                    BigDecimal.valueOf(25 * q, 2),
                    i % 3 == 0 ? RowFactory.create((byte) 0, 3, List.of(0, 2), List.of((double) i, (double) q))
                            : RowFactory.create((byte) 0, 3, List.of(), List.of()),
                    (short) (3 * q));
        }
        SparkMoments actual = SparkMoments.of(data(type, rows), List.of(), List.of("y"));
        assertAgree(moments(expected), actual.moments().joint());
        assertEquals(List.of("byte", "a.b", "flag", "array[0]", "array[1]", "dense[0]", "dense[1]", "dense[2]", "decimal",
                "sparse[0]", "sparse[1]", "sparse[2]", "short"), actual.features());
        assertEquals("not of a type of whole numbers", actual.reason());
    }

    @Test
    void nullsAreRefusedWithTheirCountsOrSkipped() {
        Dataset<Row> data = data(numbers("a", "b", "y"), RowFactory.create(1.0, null, 1.0), RowFactory.create(null, null, 2.0),
                RowFactory.create(3.0, 5.0, 1.5), RowFactory.create(4.0, 6.5, 9.0), RowFactory.create(5.0, 1.0, null));
        MomentsRequest request = MomentsRequest.of(List.of("a", "b"), List.of("y"));
        assertEquals("the data have nulls: column a in 1 row, column b in 2 rows, column y in 1 row; fill them in, or leave such "
                + "rows out by --skip-nulls", refusal(DataException.class, data, request));
        SparkMoments skipped = SparkMoments.of(data, new MomentsRequest(List.of(), List.of("y"), Optional.empty(), true));
        assertEquals(3, skipped.skipped());
        assertAgree(moments(List.of(new double[] {3, 5, 1.5}, new double[] {4, 6.5, 9})), skipped.moments().joint());
        assertEquals("there are no rows to compute moments of: 3 were left out because of nulls", refusal(DataException.class,
                data.where("y is null or b is null"), new MomentsRequest(List.of(), List.of("y"), Optional.empty(), true)));
    }

    @Test
    void numbersThatAreNotFiniteAndLengthsAreRefusedWithTheirCounts() {
        assertEquals(
                "the data have numbers that are not finite (NaN, infinite): column a in 2 rows, column y in 1 row; leave such "
                        + "rows out, or replace the numbers",
                refusal(DataException.class, data(numbers("a", "y"), RowFactory.create(Double.NaN, 1.0),
                        RowFactory.create(Double.POSITIVE_INFINITY, Double.NaN), RowFactory.create(3.0, 5.0)),
                        MomentsRequest.of(List.of(), List.of("y"))));
        StructType arrays = numbers("y").add("x", DataTypes.createArrayType(DataTypes.DoubleType));
        assertEquals(
                "column x has arrays of different lengths: one of 3 numbers, and 1 rows that are not as long as the first one; "
                        + "features need the same length in all rows",
                refusal(DataException.class, data(arrays, RowFactory.create(1.0, List.of(1.0, 2.0)),
                        RowFactory.create(1.5, List.of(1.0, 2.0, 3.0)), RowFactory.create(1.0, List.of(0.5, 2.0))),
                        MomentsRequest.of(List.of("x"), List.of("y"))));
        assertEquals("there is no row in which x is not null, so that it is not known how many features these are",
                refusal(DataException.class, data(arrays, RowFactory.create(1.0, null)),
                        MomentsRequest.of(List.of(), List.of("y"))));
    }

    @Test
    void columnsThatAreMissingOrNoNumbersAreNamed() {
        Dataset<Row> data = data(numbers("a", "y").add("name", DataTypes.StringType).add("day", DataTypes.DateType),
                RowFactory.create(1.0, 1.0, "x", null));
        assertEquals("there is no column b; the data have a, y, name, day",
                refusal(InvalidRequestException.class, data, MomentsRequest.of(List.of("b"), List.of("y"))));
        assertEquals(
                "features are numbers, booleans, arrays of numbers or vectors, and these columns are not: name (string), day "
                        + "(date); name the features by --features, or make numbers of them before",
                refusal(InvalidRequestException.class, data, MomentsRequest.of(List.of(), List.of("y"))));
        assertEquals("the target day is date; a target is a number, a boolean or text",
                refusal(InvalidRequestException.class, data, MomentsRequest.of(List.of("a"), List.of("day"))));
        assertEquals("the target name is string; only one target can be classes: ask for it alone",
                refusal(InvalidRequestException.class, data, MomentsRequest.of(List.of("a"), List.of("y", "name"))));
        assertThrows(InvalidRequestException.class, () -> MomentsRequest.of(List.of("a"), List.of("a")));
        assertThrows(InvalidRequestException.class, () -> MomentsRequest.of(List.of("a"), List.of()));
        assertEquals("there are no columns but the target, and so no features", refusal(InvalidRequestException.class,
                data.select("y"), MomentsRequest.of(List.of(), List.of("y"))));
    }

    @Test
    void wholeNumbersAreClassesByTheRuleForFiles() {
        StructType type = new StructType().add("x", DataTypes.DoubleType).add("few", DataTypes.IntegerType).add("many",
                DataTypes.LongType);
        Row[] rows = IntStream.range(0, 300).mapToObj(i -> RowFactory.create((double) (i * i % 13), i % 3 - 1, (long) i / 2))
                .toArray(Row[]::new);
        SparkMoments few = SparkMoments.of(data(type, rows).repartition(5), List.of("x"), List.of("few"));
        assertEquals(List.of("-1", "0", "1"), few.moments().targetNames());
        assertEquals("3 different whole numbers in 300 rows, fewer than half as many", few.reason());
        assertAgree(moments(IntStream.range(0, 300).mapToObj(i -> new double[] {i * i % 13, i % 3 == 0 ? 1 : 0,
                i % 3 == 1 ? 1 : 0, i % 3 == 2 ? 1 : 0}).toList()), few.moments().joint());
        SparkMoments many = SparkMoments.of(data(type, rows), List.of("x"), List.of("many"));
        assertEquals(Task.REGRESSION, many.moments().task());
        assertEquals("more than 100 different whole numbers", many.reason());
        SparkMoments asked = SparkMoments.of(data(type, rows),
                new MomentsRequest(List.of("x"), List.of("many"), Optional.of(Task.CLASSIFICATION), false));
        assertEquals(150, asked.moments().targetNames().size());
        assertEquals(Task.REGRESSION, SparkMoments.of(data(type, rows),
                new MomentsRequest(List.of("x"), List.of("few"), Optional.of(Task.REGRESSION), false)).moments().task());
    }

    @Test
    void classesThatAreNoneAreRefused() {
        StructType type = numbers("x").add("name", DataTypes.StringType);
        MomentsRequest request = MomentsRequest.of(List.of("x"), List.of("name"));
        assertEquals("all rows are of the class 'a' of the target name; at least two classes are needed",
                refusal(DataException.class,
                        data(type, RowFactory.create(1.0, "a"), RowFactory.create(2.0, "a")), request));
        assertEquals(
                "the target name is text, but 'NA' is hardly the name of a class; make numbers of the column, correct it, or "
                        + "choose --target-kind class if it is one",
                refusal(DataException.class,
                        data(type, RowFactory.create(1.0, "a"), RowFactory.create(2.0, "NA")), request));
        Row[] rows = IntStream.range(0, 1001).mapToObj(i -> RowFactory.create((double) i, "n" + i)).toArray(Row[]::new);
        assertEquals(
                "the target name has more than 1000 different values, too many classes; choose another target, or --target-kind "
                        + "number if they are quantities",
                refusal(DataException.class, data(type, rows), request));
    }

    @Test
    void aTableOfADatabaseIsRead() throws Exception {
        String url = "jdbc:h2:mem:moments;DB_CLOSE_DELAY=-1";
        try (Connection connection = DriverManager.getConnection(url); Statement statement = connection.createStatement()) {
            statement.execute("create table houses(area double, rooms int, price decimal(10, 1))");
            statement.execute("insert into houses values (50.5, 2, 100.5), (80, 3, 150), (81, 4, 155.5), (20, 1, 60)");
            Dataset<Row> data = SPARK.read().format("jdbc").option("url", url).option("dbtable", "houses").load();
            assertAgree(moments(List.of(new double[] {50.5, 2, 100.5}, new double[] {80, 3, 150}, new double[] {81, 4, 155.5},
                    new double[] {20, 1, 60})), SparkMoments.of(data, List.of(), List.of("PRICE")).moments().joint());
        }
    }

    @Test
    void theTreeMergesAboutThirtyTwoAtATime() {
        assertEquals(List.of(2, 2, 2, 3, 3, 4), Stream.of(1, 200, 1024, 1025, 32768, 32769).map(MomentsTree::depth).toList());
    }

    @Test
    void momentsThatDoNotFitAreRefusedWithTheMemoryThatTheyNeed() {
        MomentsMemory gigabyte = new MomentsMemory(1L << 30, 1L << 30, 2, 1L << 30, false);
        gigabyte.require(3000);
        assertEquals(
                "moments of 10000 columns take 1.12 GB in each task and more in the driver: they need --executor-memory 3g (it is "
                        + "1.0g) with 2 tasks at once, and --driver-memory 4g (it is 1.0g); or use fewer features",
                assertThrows(DataException.class, () -> gigabyte.require(10_000)).getMessage());
        String local = assertThrows(DataException.class,
                () -> new MomentsMemory(1L << 30, 1L << 30, 2, 1L << 30, true).require(10_000)).getMessage();
        assertEquals(
                "moments of 10000 columns take 1.12 GB in each task and more in the driver: they need --driver-memory 4g (it is "
                        + "1.0g); or use fewer features",
                local);
        assertEquals("moments of 20000 columns are 1.49 GB, more than the driver takes: allow it by --conf "
                + "spark.driver.maxResultSize=2g",
                assertThrows(DataException.class, () -> gigabyte.require(20_000)).getMessage());
    }
}
