package bn.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.cli.console.Console;
import bn.cli.console.Interruption;
import bn.experiments.data.DatasetStream;
import bn.experiments.data.Task;
import bn.experiments.data.csv.CsvDataset;
import bn.experiments.data.csv.CsvOptions;
import bn.experiments.rate.MomentsFile;
import bn.experiments.rate.TargetMoments;
import bn.theory.moments.RowMoments;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command in this JVM, against files of text as bn reads them. */
class LinearRateTest {
    @TempDir
    Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter notes = new StringWriter();

    @BeforeAll
    static void session() {
        LocalSession.get();
    }

    private void run(String... arguments) {
        LinearRate command = new LinearRate();
        command.console = new Console(new PrintWriter(out), new PrintWriter(notes), false, 80);
        command.interruption = Interruption.never();
        new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
        command.run();
    }

    private <T extends BnException> String refusal(Class<T> type, String... arguments) {
        return assertThrows(type, () -> run(arguments)).getMessage();
    }

    private Path csv(String target, int rows) throws Exception {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder("a,b," + target + "\n");
        for (int i = 0; i < rows; i++) {
            String name = List.of("dog", "cat", "10 m", "Zebra").get(random.nextInt(4));
            double a = random.nextGaussian() + name.length();
            text.append(a).append(',').append(i % 5).append(',').append(target.equals("animal") ? name : "" + 2.5 * a)
                    .append('\n');
        }
        return Files.writeString(folder.resolve(target + ".csv"), text);
    }

    private static TargetMoments byBn(Path csv, String target) {
        try (DatasetStream data = CsvDataset.stream(csv, CsvOptions.target(target))) {
            int width = data.rows().features() + data.rows().targets();
            RowMoments moments = new RowMoments(width);
            double[] block = new double[100 * width];
            for (int count = data.rows().read(block, 100); count > 0; count = data.rows().read(block, 100)) {
                moments.add(block, 0, count);
            }
            return new TargetMoments(moments.result(), data.task(), data.targetNames());
        }
    }

    private static void assertSame(TargetMoments expected, TargetMoments actual) {
        assertEquals(expected.task(), actual.task());
        assertEquals(expected.targetNames(), actual.targetNames());
        SparkMomentsTest.assertAgree(expected.joint(), actual.joint());
    }

    /** Classes in the same order, and moments that bn accepts as those of classes. */
    @Test
    void classesAreThoseOfTheFile() throws Exception {
        Path csv = csv("animal", 500);
        Path saved = folder.resolve("moments.npz");
        run("--input", csv.toString(), "--target", "animal", "--target-kind", "class", "--save-moments", saved.toString());
        assertSame(byBn(csv, "animal"), MomentsFile.read(saved));
        assertTrue(out.toString().contains(": 500 examples, 2 features, rank 2"), out.toString());
        assertEquals("Read " + csv + ": 500 rows, 2 features; target animal: 4 classes (as asked for)\n", notes.toString());
    }

    @Test
    void numbersAreThoseOfTheFileAlsoInParquet() throws Exception {
        Path csv = csv("price", 300);
        String parquet = folder.resolve("data.parquet").toString();
        LocalSession.get().read().option("header", true).option("inferSchema", true).csv(csv.toString()).repartition(3).write()
                .parquet(parquet);
        // Of a Hadoop file system, which makes the folder, and replaces what is there.
        String saved = folder.toUri() + "new/moments.npz";
        for (int i = 0; i < 2; i++) {
            run("--input", parquet, "--target", "price", "--save-moments", saved, "--format", "json", "--gamma", "2");
        }
        assertSame(byBn(csv, "price"), MomentsFile.read(folder.resolve("new/moments.npz")));
        assertTrue(out.toString().contains("\"examples\" : 300"), out.toString());
        try (Stream<Path> files = Files.list(folder.resolve("new"))) {
            assertTrue(files.map(file -> file.getFileName().toString()).noneMatch(name -> name.endsWith(".tmp")));
        }
    }

    @Test
    void rowsAndColumnsAreChosen() throws Exception {
        Path csv = csv("price", 300);
        run("--input", csv.toString(), "--input-format", "csv", "--option", "header=true", "--target", "price", "--features", "a",
                "--where", "b < 2", "--skip-nulls", "--spectrum");
        assertEquals(
                "Read " + csv + ": 120 rows, 1 feature; target price: a number (not of a type of whole numbers); 0 rows with "
                        + "nulls left out\n",
                notes.toString());
        assertTrue(out.toString().contains("shrinkage"), out.toString());
    }

    @Test
    void mistakesAreOneLineEach() throws Exception {
        String csv = csv("price", 10).toString();
        String folderName = folder.toString();
        assertTrue(refusal(InvalidRequestException.class, "--input", csv, "--target", "cost").startsWith(
                "there is no column cost; the data have a, b, price"));
        assertTrue(refusal(InvalidRequestException.class, "--input", folderName, "--target", "y").contains("--input-format"));
        assertTrue(refusal(InvalidRequestException.class, "--target", "y").contains("--input"));
        assertTrue(refusal(InvalidRequestException.class, "--input", folder.resolve("no.parquet").toString(), "--target", "y")
                .startsWith("Spark: [PATH_NOT_FOUND]"));
        assertTrue(refusal(InvalidRequestException.class, "--input", csv, "--target", "price", "--where", "z = 1").startsWith(
                "Spark: [UNRESOLVED_COLUMN"));
        assertTrue(refusal(InvalidRequestException.class, "--input", csv, "--target", "price", "--gamma", "0")
                .startsWith("--gamma"));
        assertTrue(
                refusal(InvalidRequestException.class, "--input", csv, "--input-format", "table", "--option", "a=b", "--target",
                        "price").startsWith("--input-format table"));
        Path damaged = Files.writeString(folder.resolve("damaged.parquet"), "no parquet");
        String message = refusal(BnException.class, "--input", damaged.toString(), "--target", "price");
        assertFalse(message.contains("\n"), message);
        assertTrue(refusal(BnException.class, "--input", csv, "--target", "price", "--save-moments", "nothing:/x.npz").startsWith(
                "cannot write nothing:/x.npz: "));
    }

    /** A job that fails says why, and leaves nothing. */
    @Test
    void aFailureInATaskIsOneLineAndLeavesNoFile() throws Exception {
        String saved = folder.toUri() + "failed.npz";
        String message = refusal(BnException.class, "--input", csv("price", 10).toString(), "--target", "price", "--where",
                "raise_error('bad row') is null", "--save-moments", saved);
        assertTrue(message.startsWith("Spark: ") && message.contains("bad row") && !message.contains("\n"), message);
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of("price.csv"), files.map(file -> file.getFileName().toString()).toList());
        }
        assertEquals(Task.REGRESSION, byBn(folder.resolve("price.csv"), "price").task());
    }
}
