package bn.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.Moments;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.SparkJobInfo;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.api.java.JavaSparkStatusTracker;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Moments by executors in processes of their own, some of which are killed or fail: each row counts once. */
class MomentsIT {
    private static final long ROWS = 8000;
    private static final int PARTITIONS = 20;
    @TempDir
    static Path folder;
    private static SparkSession spark;

    @BeforeAll
    static void start() throws Exception {
        spark = ClusterSession.start();
        spark.sparkContext().addJar(testClasses().toString());
        ClusterSession.awaitExecutors(2);
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    /** The executors have the jar alone; this brings them the column that troubles them. */
    private static Path testClasses() throws Exception {
        Path classes = Path.of(TroubledColumn.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path jar = folder.resolve("test.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.list(classes.resolve("bn/spark"))) {
            for (Path file : files.filter(file -> file.getFileName().toString().startsWith("TroubledColumn")).toList()) {
                out.putNextEntry(new JarEntry("bn/spark/" + file.getFileName()));
                Files.copy(file, out);
            }
        }
        return jar;
    }

    private static Dataset<Row> troubled(TroubledColumn.Kind kind) {
        return spark.range(0, ROWS, 1, PARTITIONS).select(functions.col("id").cast("double").as("x"),
                functions.udf(new TroubledColumn(kind), DataTypes.DoubleType).apply(functions.col("id")).as("y"));
    }

    private static void assertAllRowsOnce(SparkMoments actual) {
        Moments expected = SparkMomentsTest
                .moments(LongStream.range(0, ROWS).mapToObj(i -> new double[] {i, i * i % 97}).toList());
        SparkMomentsTest.assertAgree(expected, actual.moments().joint());
    }

    @Test
    void aKilledExecutorCostsNoRowAndNoneTwice() throws Exception {
        CompletableFuture<SparkMoments> job = CompletableFuture
                .supplyAsync(() -> SparkMoments.of(troubled(TroubledColumn.Kind.SLOW), List.of("x"), List.of("y")));
        while (completed() < 4) {
            assertTrue(!job.isDone(), "the job was over before an executor was killed");
            Thread.sleep(20);
        }
        ClusterSession.kill(ClusterSession.executors().get(0));
        assertAllRowsOnce(job.get());
        ClusterSession.awaitExecutors(2);
    }

    /** Tasks of the running job that are done. */
    private static int completed() {
        JavaSparkStatusTracker tracker = new JavaSparkStatusTracker(spark.sparkContext());
        int completed = 0;
        for (int job : tracker.getActiveJobIds()) {
            SparkJobInfo info = tracker.getJobInfo(job);
            for (int stage : info == null ? new int[0] : info.stageIds()) {
                SparkStageInfo tasks = tracker.getStageInfo(stage);
                completed += tasks == null ? 0 : tasks.numCompletedTasks();
            }
        }
        return completed;
    }

    @Test
    void aTaskThatFailsTwiceCountsOnce() {
        assertAllRowsOnce(SparkMoments.of(troubled(TroubledColumn.Kind.FAILS_TWICE), List.of("x"), List.of("y")));
    }

    /** 36 MB from each task, with the heaps of 1 GB that there are by default. */
    @Test
    void threeThousandColumnsOfParquet() {
        int columns = 3000;
        Random random = new Random(1);
        List<double[]> rows = Stream.generate(() -> random.doubles(columns).toArray()).limit(40).toList();
        StructType type = new StructType();
        for (int j = 0; j < columns; j++) {
            type = type.add("x" + j, DataTypes.DoubleType);
        }
        String file = folder.resolve("wide.parquet").toString();
        spark.createDataFrame(rows.stream().map(row -> RowFactory.create(Arrays.stream(row).boxed().toArray())).toList(), type)
                .write().parquet(file);
        Dataset<Row> wide = spark.read().parquet(file);
        SparkMoments actual = SparkMoments.of(wide, List.of(), List.of("x2999"));
        assertEquals(columns - 1, actual.moments().features());
        Moments expected = SparkMomentsTest.moments(rows);
        SparkMomentsTest.assertAgree(expected, actual.moments().joint());
    }
}
