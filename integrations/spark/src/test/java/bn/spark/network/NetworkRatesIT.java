package bn.spark.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.DType;
import bn.experiments.data.Examples;
import bn.experiments.data.Task;
import bn.experiments.data.digits.SyntheticDigits;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parquet with images, read by executors in processes of their own. */
class NetworkRatesIT {
    private static final int BATCH = 16;
    private static final int HALF = 6 * BATCH;
    private static final SmallNetwork CNN = new SmallNetwork("input 1x14x14; stem: convolution 4 3x3, normalization, relu; "
            + "inner: convolution 6 3x3, normalization, relu; pool: global average; out: fully connected 10", DType.FLOAT64,
            BATCH);

    @TempDir
    private Path folder;

    @Test
    void executorsFindWhatOneProcessFinds() {
        Examples digits = SyntheticDigits.draw(1, 2 * HALF, 1).pool(2).train();
        String file = folder.resolve("digits.parquet").toString();
        SparkSession spark = NetworkCluster.start();
        try {
            // As bytes: averages of pixels are rounded, so the examples are read back for the comparison.
            for (int part = 0; part < 2; part++) {
                int[] order = IntStream.range(part * HALF, (part + 1) * HALF).toArray();
                ExampleRows.images(spark, digits.select(order)).withColumn("part", functions.lit(part)).write().mode("append")
                        .partitionBy("part").parquet(file);
            }
            ExampleTable table = new ExampleTable(
                    ExampleTable.read(spark, "parquet", Map.of(), List.of(file)).rows().select("image", "digit"), file);
            NetworkSource<?, ?> source = table.images(CNN.checkpoint(), "image", "digit",
                    data -> OutputClasses.of(CNN.checkpoint(), data, Optional.empty()));
            assertEquals(2, source.partitions().getNumPartitions());
            NetworkPart part = NetworkSums.USUAL.of(JavaSparkContext.fromSparkContext(spark.sparkContext()),
                    CNN.job(Task.CLASSIFICATION), source);
            assertEquals(2 * HALF, part.evaluation().examples());
            assertEquals(2 * HALF / BATCH, part.rates().batches());
            double[] expected = CNN.lambda(Pngs.rounded(digits));
            double[] found = CNN.lambda(part);
            for (int k = 0; k < expected.length; k++) {
                assertTrue(Math.abs(expected[k]) > 1e-8, "the rates must matter");
                // Some 30 roundings of 1e-16, of two halves that may come in the other order.
                assertEquals(1, found[k] / expected[k], 1e-12);
            }
            assertEquals(CNN.evaluation(Pngs.rounded(digits)).loss(), part.evaluation().evaluation().loss(), 1e-12);
        } finally {
            spark.stop();
        }
    }
}
