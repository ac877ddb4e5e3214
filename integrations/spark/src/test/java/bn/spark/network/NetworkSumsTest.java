package bn.spark.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.DType;
import bn.api.InvalidRequestException;
import bn.cli.console.Console;
import bn.cli.console.Interruption;
import bn.cli.plugin.Plugins;
import bn.cli.wiring.CommandModule;
import bn.cli.wiring.CommandText;
import bn.experiments.data.Examples;
import bn.experiments.data.ImageSize;
import bn.experiments.data.Targets;
import bn.experiments.data.Task;
import bn.experiments.data.digits.SyntheticDigits;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.inject.Guice;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Rates over partitions in this process, against those of one pass. */
class NetworkSumsTest {
    private static final int BATCH = 16;
    private static final int COUNT = 8 * BATCH;
    private static final Examples DIGITS = SyntheticDigits.draw(1, COUNT + 5, 1).pool(4).train();
    private static final SmallNetwork MLP = new SmallNetwork("49-6-5-10", DType.FLOAT32, BATCH);
    private static final SmallNetwork WIDE = new SmallNetwork("49-6-5-10", DType.FLOAT64, BATCH);
    private static final SmallNetwork CNN = new SmallNetwork(
            "input 3x7x7; stem: convolution 4 3x3 padding 1, normalization, relu; "
                    + "inner: convolution 4 3x3, normalization, relu; pool: global average; out: fully connected 3",
            DType.FLOAT32, BATCH);

    private static SparkSession spark;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        spark = SparkSession.builder().appName("test").master("local[2]").config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1").getOrCreate();
        spark.sparkContext().setLogLevel("ERROR");
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    private static JavaSparkContext context() {
        return JavaSparkContext.fromSparkContext(spark.sparkContext());
    }

    private static ClassesOfNetwork outputs(SmallNetwork network) {
        return data -> OutputClasses.of(network.checkpoint(), data, Optional.empty());
    }

    private static NetworkSource<Row, double[]> numbers(Dataset<Row> table, SmallNetwork network) {
        return new ExampleTable(table, "digits").numbers(network.checkpoint(), Optional.empty(), "digit", outputs(network));
    }

    private static <T, F> NetworkPart run(SmallNetwork network, NetworkSource<T, F> source) {
        return NetworkSums.USUAL.of(context(), network.job(Task.CLASSIFICATION), source);
    }

    @Test
    void onePartitionOfParquetIsOnePassToTheBit() {
        String file = folder.resolve("digits.parquet").toString();
        ExampleRows.numbers(spark, DIGITS).write().parquet(file);
        ExampleTable table = ExampleTable.read(spark, "parquet", Map.of(), List.of(file)).inPartitions(Optional.of(1),
                Optional.empty());
        NetworkPart part = run(MLP, table.numbers(MLP.checkpoint(), Optional.empty(), "digit", outputs(MLP)));
        assertEquals(MLP.local(DIGITS), MLP.text(part));
        assertEquals(MLP.evaluation(DIGITS), part.evaluation().evaluation());
        assertEquals(COUNT + 5, part.evaluation().examples());
        assertEquals(5, part.rest());
        assertEquals(1, part.partitionsWithRest());
        assertFalse(part.classes().isSorted(BATCH));
    }

    /** In float64: some 30 roundings of 1e-16 on the way of means that are merged. */
    @Test
    void partitionsOfWholeBatchesGiveTheSameRates() {
        Dataset<Row> table = ExampleRows.numbers(spark, DIGITS.limit(COUNT));
        List<Row> rows = table.collectAsList();
        double[] expected = WIDE.lambda(DIGITS.limit(COUNT));
        for (int partitions : new int[] {2, 4, 8}) {
            // parallelize divides a list into parts of one length here.
            Dataset<Row> parted = spark.createDataFrame(context().parallelize(rows, partitions), table.schema());
            NetworkPart part = run(WIDE, numbers(parted, WIDE));
            assertClose(expected, WIDE.lambda(part));
            assertEquals(0, part.rest());
            assertEquals(WIDE.evaluation(DIGITS.limit(COUNT)).loss(), part.evaluation().evaluation().loss(), 1e-12);
            NetworkPart grouped = new NetworkSums(1).of(context(), WIDE.job(Task.CLASSIFICATION), numbers(parted, WIDE));
            assertClose(expected, WIDE.lambda(grouped));
            assertEquals(WIDE.text(part), WIDE.text(run(WIDE, numbers(parted, WIDE))), "the same partitions give the same bits");
        }
    }

    private static void assertClose(double[] expected, double[] found) {
        for (int k = 0; k < expected.length; k++) {
            assertTrue(Math.abs(expected[k]) > 1e-8, "the rates must matter");
            assertEquals(1, found[k] / expected[k], 1e-12);
        }
    }

    @Test
    void rowsThatFillNoBatchOfTheirPartitionAreCounted() {
        Dataset<Row> table = ExampleRows.numbers(spark, DIGITS.limit(COUNT));
        Dataset<Row> parted = spark.createDataFrame(context().parallelize(table.collectAsList(), 3), table.schema());
        NetworkPart part = run(MLP, numbers(parted, MLP));
        // 42, 43 and 43 rows.
        assertEquals(6, part.rates().batches());
        assertEquals(10 + 11 + 11, part.rest());
        assertEquals(3, part.partitionsWithRest());
        assertEquals(COUNT, part.evaluation().examples());
    }

    @Test
    void aSortedTableIsNoticedAndShuffled() {
        Dataset<Row> sorted = ExampleRows.numbers(spark, DIGITS).sort("digit").coalesce(1);
        assertTrue(run(MLP, numbers(sorted, MLP)).classes().isSorted(BATCH));
        ExampleTable shuffled = new ExampleTable(sorted, "digits").inPartitions(Optional.of(1), Optional.of(1L));
        NetworkPart part = run(MLP, numbers(shuffled.rows(), MLP));
        assertFalse(part.classes().isSorted(BATCH));
        assertEquals(COUNT + 5, part.evaluation().examples());
    }

    @Test
    void nullsAndNumbersThatAreNotFiniteAreRefusedWithTheirCount() {
        Dataset<Row> table = ExampleRows.numbers(spark, DIGITS);
        Dataset<Row> nulls = table.withColumn("digit", functions.expr("if(digit = 3, null, digit)"));
        long threes = IntStream.of(DIGITS.labels()).filter(label -> label == 3).count();
        OutputClasses digits = new OutputClasses(Task.CLASSIFICATION,
                IntStream.range(0, 10).mapToObj(String::valueOf).toList(), 0, "");
        NetworkSource<Row, double[]> source = new ExampleTable(nulls, "digits").numbers(MLP.checkpoint(), Optional.empty(),
                "digit",
                data -> digits);
        assertEquals("digits: column digit has no value (null) in " + threes
                + " rows; fill them in, or leave these rows out of the data", refusal(() -> run(MLP, source)));
        Dataset<Row> infinite = table.withColumn("pixels", functions
                .expr("if(digit = 3, transform(pixels, (x, i) -> if(i = 7, double('NaN'), x)), pixels)"));
        assertEquals("digits: column pixels has NaN or an infinite number in " + threes
                + " rows; fill them in, or leave these rows out of the data", refusal(() -> run(MLP, numbers(infinite, MLP))));
    }

    private static String refusal(Supplier<?> work) {
        return assertThrows(BnException.class, work::get).getMessage();
    }

    @Test
    void wrongColumnsAndClassesAreRefused() {
        Dataset<Row> table = ExampleRows.numbers(spark, DIGITS);
        ExampleTable digits = new ExampleTable(table, "digits");
        assertTrue(refusal(() -> digits.numbers(MLP.checkpoint(), Optional.empty(), "label", outputs(MLP)))
                .startsWith("digits has no column label; it has pixels, digit"));
        assertTrue(refusal(() -> run(MLP, digits.numbers(MLP.checkpoint(), Optional.of(List.of("pixels", "digit")), "digit",
                outputs(MLP)))).startsWith("digits: a row has more than 49 numbers in columns pixels to digit"));
        assertTrue(refusal(() -> digits.images(MLP.checkpoint(), "pixels", "digit", outputs(MLP)))
                .startsWith("--image-column: column pixels of digits is array<double>, not binary"));
        assertEquals(
                "the network has 3 outputs, and the data have 10 classes: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9; give data with a class for "
                        + "each output, or, by --labels K, the output of the first class",
                assertThrows(InvalidRequestException.class, () -> numbers(table, CNN)).getMessage());
        OutputClasses nine = new OutputClasses(Task.CLASSIFICATION, IntStream.range(0, 9).mapToObj(String::valueOf).toList(), 0,
                "");
        assertEquals(
                "digits: digit has the class '9', which the network does not know; its outputs are [0, 1, 2, 3, 4, 5, 6, 7, 8]. "
                        + "Leave these examples out, or rename the class",
                refusal(() -> run(MLP, digits.numbers(MLP.checkpoint(), Optional.empty(), "digit", data -> nine))));
    }

    /** Three classes of images, as files; three planes for the network. */
    private void writeFolders(int images) throws IOException {
        for (int i = 0; i < images; i++) {
            Path file = folder.resolve("images").resolve("abc".substring(i % 3, i % 3 + 1)).resolve(100 + i + ".png");
            Files.createDirectories(file.getParent());
            Files.write(file, Pngs.of(DIGITS, i));
        }
    }

    /** The first of each class, the second of each class and so on: here the order in which they were written. */
    private static Examples asImages(int images) {
        byte[] pixels = new byte[images * 3 * 49];
        for (int i = 0; i < images; i++) {
            double[] features = new double[49];
            DIGITS.copyFeatures(i, features, 0);
            for (int j = 0; j < 3 * 49; j++) {
                pixels[i * 3 * 49 + j] = (byte) Math.round(255 * features[j % 49]);
            }
        }
        return Examples.ofImages(new ImageSize(7, 7, 3), pixels,
                new Targets.Labels(IntStream.range(0, images).map(i -> i % 3).toArray(), 3));
    }

    private NetworkSource<ImageName, byte[]> images(int partitions) {
        return new ImageFolderInput(spark, folder.resolve("images").toString()).open(CNN.checkpoint(), outputs(CNN), BATCH,
                Optional.of(partitions));
    }

    @Test
    void imagesOfClassFoldersAreReadInTheOrderOfImageFolder() throws IOException {
        writeFolders(5 * BATCH + 3);
        NetworkPart part = run(CNN, images(1));
        assertEquals(CNN.local(asImages(5 * BATCH + 3)), CNN.text(part));
        assertEquals(CNN.evaluation(asImages(5 * BATCH + 3)), part.evaluation().evaluation());
        assertFalse(part.classes().isSorted(BATCH));
        // Partitions are of whole batches: as many are left out as of one.
        NetworkSource<ImageName, byte[]> parted = images(3);
        assertEquals(3, parted.partitions().getNumPartitions());
        NetworkPart three = run(CNN, parted);
        assertEquals(3, three.rest());
        assertEquals(5, three.rates().batches());
    }

    @Test
    void aBadImageIsNamed() throws IOException {
        writeFolders(3 * BATCH);
        Path bad = folder.resolve("images/b/104.png");
        Files.write(bad, new byte[] {1, 2, 3});
        assertTrue(refusal(() -> run(CNN, images(2)))
                .contains("images/b/104.png cannot be read as an image: it is neither PNG nor JPEG"));
        Files.write(bad, Pngs.red(8, 7));
        assertTrue(refusal(() -> run(CNN, images(2))).contains("images/b/104.png has 8 x 7 pixels, and the network takes 7 x 7"));
        SmallNetwork grey = new SmallNetwork(CNN.architecture().replace("input 3x7x7", "input 1x7x7"), DType.FLOAT32, BATCH);
        Files.write(bad, Pngs.red(7, 7));
        assertTrue(refusal(() -> run(grey,
                new ImageFolderInput(spark, folder.resolve("images").toString()).open(grey.checkpoint(),
                        outputs(grey), BATCH, Optional.of(2))))
                .contains("images/b/104.png is in colour, and the network reads grey images"));
        Files.createDirectories(folder.resolve("images/train"));
        Files.write(folder.resolve("images/train/1.png"), Pngs.red(7, 7));
        assertTrue(refusal(() -> images(2)).contains("has folders train or test; give the one whose subfolders are the classes"));
    }

    @Test
    void anEmptyPartitionAddsNothing() {
        Dataset<Row> table = ExampleRows.numbers(spark, DIGITS.limit(COUNT));
        Dataset<Row> parted = spark.createDataFrame(context().parallelize(table.collectAsList(), 1)
                .union(context().parallelize(new ArrayList<Row>(), 2)), table.schema());
        NetworkPart part = run(MLP, numbers(parted, MLP));
        assertEquals(MLP.local(DIGITS.limit(COUNT)), MLP.text(part));
        assertArrayEquals(new long[10], IntStream.range(0, 10)
                .mapToLong(
                        k -> part.classes().counts()[k] - IntStream.of(DIGITS.limit(COUNT).labels()).filter(l -> l == k).count())
                .toArray());
    }

    @Test
    void theCommandPrintsWhatOnePassFinds() throws IOException {
        Path network = folder.resolve("network.safetensors");
        try (OutputStream out = Files.newOutputStream(network)) {
            MLP.checkpoint().write(out);
        }
        String data = folder.resolve("digits.parquet").toString();
        ExampleRows.numbers(spark, DIGITS).write().parquet(data);
        StringWriter out = new StringWriter();
        StringWriter notes = new StringWriter();
        NetworkRatesCommand command = new NetworkRatesCommand();
        new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs("--checkpoint", network.toString(),
                "--input", data, "--target", "digit", "--batch-size",
                "16", "--partitions", "1", "--backend", "cpu", "--format", "json", "--out", folder.resolve("out").toString());
        Guice.createInjector(new CommandModule(Optional.empty(), new Plugins(), new Console(new PrintWriter(out, true),
                new PrintWriter(notes, true), false, 100), Interruption.never(), new CommandText("spark-submit")))
                .injectMembers(command);
        command.run();
        JsonNode printed = new ObjectMapper().readTree(out.toString());
        assertEquals(COUNT + 5, printed.get("examples").asInt());
        assertEquals(8, printed.get("batches").asInt());
        double[] expected = MLP.lambda(DIGITS);
        for (int k = 0; k < 6; k++) {
            assertEquals(expected[k], printed.get("layers").get(0).get("lambda").get(k).asDouble());
        }
        assertTrue(
                notes.toString()
                        .contains("Note: the last 5 rows of a partition fill no batch of 16 and are not used for the rates."),
                notes::toString);
        assertTrue(
                notes.toString().contains(
                        "does not say its classes; taken to be those of the data in this order, from output 0 on: 0, 1"),
                notes::toString);
        assertTrue(Files.exists(folder.resolve("out/report.html")));
    }
}
