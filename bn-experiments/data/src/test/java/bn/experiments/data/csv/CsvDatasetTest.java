package bn.experiments.data.csv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import bn.experiments.data.DataFile;
import bn.experiments.data.Dataset;
import bn.experiments.data.Examples;
import bn.experiments.data.GunzippedFile;
import bn.experiments.data.Task;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvDatasetTest {
    @TempDir
    private Path folder;

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("data.csv"), content);
    }

    private Dataset read(String content, String target) throws IOException {
        return CsvDataset.read(file(content), CsvOptions.target(target));
    }

    private Dataset readData(String content, String target) throws IOException {
        return CsvDataset.read(file(content), data(target, Optional.empty()));
    }

    /** A file without a header. */
    private static CsvOptions data(String target, Optional<Task> task) {
        return new CsvOptions(target, Optional.of(false), Optional.empty(), Optional.empty(), task, 0, 0);
    }

    private static double[] features(Examples examples, int example) {
        double[] into = new double[examples.features()];
        examples.copyFeatures(example, into, 0);
        return into;
    }

    private static double target(Examples examples, int example) {
        double[] into = new double[1];
        examples.copyTargets(example, into, 0);
        return into[0];
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void textTargetsAreClassesAndTheDelimiterIsDetected(String delimiter) throws IOException {
        Dataset dataset = read("size,kind,weight\n1.5,pear,-2e1\n.5,apple,+3\n2,pear,0\n".replace(",", delimiter), "kind");
        assertEquals(Task.CLASSIFICATION, dataset.task());
        assertEquals(List.of("apple", "pear"), dataset.classNames());
        assertEquals("kind", dataset.target());
        assertEquals(3, dataset.train().count());
        assertEquals(0, dataset.test().count());
        assertEquals(2, dataset.train().features());
        assertArrayEquals(new double[] {1.5, -20}, features(dataset.train(), 0));
        assertArrayEquals(new double[] {0.5, 3}, features(dataset.train(), 1));
        assertEquals(1, dataset.train().label(0));
        assertEquals(0, dataset.train().label(1));
        assertEquals(Optional.empty(), dataset.train().image());
    }

    @Test
    void columnsOfAFileWithoutAHeaderAreNumbered() throws IOException {
        Dataset dataset = readData("0.5,1\n1.5,2\n2.5,3\n", "1");
        assertEquals(3, dataset.train().count());
        assertEquals(Task.REGRESSION, dataset.task());
        assertEquals("column 1", dataset.target());
        assertEquals(List.of(), dataset.classNames());
        assertEquals(1.5, target(dataset.train(), 1));
        assertArrayEquals(new double[] {2}, features(dataset.train(), 1));
    }

    @Test
    void theUserCanDecideWhetherThereIsAHeader() throws IOException {
        Path numbers = file("1,2\n3,4.5\n");
        assertEquals(2, CsvDataset.read(numbers, data("2", Optional.empty())).train().count());
        CsvOptions named = new CsvOptions("2", Optional.of(true), Optional.empty(), Optional.empty(), Optional.empty(), 0, 0);
        assertEquals("2", CsvDataset.read(numbers, named).target());
        assertEquals(1, CsvDataset.read(numbers, named).train().count());
    }

    @Test
    void aFirstLineOfNumbersWithTheNameOfTheTargetIsAHeader() throws IOException {
        Dataset dataset = read("label,0,1\n5,0.5,1\n6,0.25,2\n5,1,1\n6,1,1\n5,2,2\n", "label");
        assertEquals("label", dataset.target());
        assertEquals(5, dataset.train().count());
        assertEquals(List.of("5", "6"), dataset.classNames());
    }

    @Test
    void quotedCellsFollowRfc4180() throws IOException {
        Dataset dataset = read("\"a, or b\",\"the \"\"kind\"\"\"\r\n\"1\",\"x\r\ny\"\r\n2,z", "the \"kind\"");
        assertEquals(List.of("x\r\ny", "z"), dataset.classNames());
        assertArrayEquals(new double[] {2}, features(dataset.train(), 1));
    }

    @Test
    void byteOrderMarkBlankLinesAndSpacesAreIgnored() throws IOException {
        Dataset dataset = read("\ufeffkind, size\n\n a , 1 \nb,2\n\n", "kind");
        assertEquals(List.of("a", "b"), dataset.classNames());
        assertArrayEquals(new double[] {1}, features(dataset.train(), 0));
    }

    @Test
    void fewDistinctIntegersAreClassesOrderedByValue() throws IOException {
        String rows = IntStream.range(0, 21).mapToObj(i -> i + ".5," + List.of(10, 9, 2).get(i % 3))
                .collect(Collectors.joining("\n"));
        Dataset dataset = readData(rows, "2");
        assertEquals(List.of("2", "9", "10"), dataset.classNames());
        assertEquals(2, dataset.train().label(0));
    }

    @Test
    void manyDistinctIntegersAreQuantities() throws IOException {
        // 101 distinct values, each three times: fewer than half of the rows, but more than the limit of 100
        String rows = IntStream.range(0, 303).mapToObj(i -> i + "," + i % 101).collect(Collectors.joining("\n"));
        assertEquals(Task.REGRESSION, readData(rows, "2").task());
        String fewer = IntStream.range(0, 300).mapToObj(i -> i + "," + i % 100).collect(Collectors.joining("\n"));
        assertEquals(100, readData(fewer, "2").classNames().size());
        // half as many distinct values as rows
        assertEquals(Task.REGRESSION, readData("1,1\n2,2\n3,1\n4,2\n", "2").task());
    }

    @Test
    void theUserCanChooseTheTask() throws IOException {
        Path file = file("1,0\n2,1\n3,0\n4,1\n5,01\n");
        assertEquals(Task.REGRESSION, CsvDataset.read(file, data("2", Optional.of(Task.REGRESSION))).task());
        CsvOptions classes = data("2", Optional.of(Task.CLASSIFICATION));
        Dataset dataset = CsvDataset.read(file, classes);
        assertEquals(List.of("0", "1"), dataset.classNames());
        assertEquals(1, dataset.train().label(4), "01 is the number 1");
    }

    @Test
    void theSplitIsAPartitionDeterminedByTheSeed() throws IOException {
        Path file = file(IntStream.range(0, 50).mapToObj(i -> i + "," + i + ".5").collect(Collectors.joining("\n")));
        Dataset one = CsvDataset.read(file, split(0.3, 1));
        assertEquals(15, one.test().count());
        assertEquals(35, one.train().count());
        TreeSet<Double> seen = new TreeSet<>();
        for (Examples part : List.of(one.train(), one.test())) {
            for (int i = 0; i < part.count(); i++) {
                assertEquals(features(part, i)[0] + 0.5, target(part, i), "features and target stay together");
                seen.add(target(part, i));
            }
        }
        assertEquals(50, seen.size());
        assertEquals(targets(one.test()), targets(CsvDataset.read(file, split(0.3, 1)).test()));
        // There are 50!/35! ordered choices, so two seeds do not give the same one by chance.
        assertNotEquals(targets(one.test()), targets(CsvDataset.read(file, split(0.3, 2)).test()));
        assertEquals(1, CsvDataset.read(file, split(0.999, 1)).train().count());
    }

    private static CsvOptions split(double fraction, long seed) {
        return new CsvOptions("2", Optional.of(false), Optional.empty(), Optional.empty(), Optional.empty(), fraction, seed);
    }

    private static List<Double> targets(Examples examples) {
        return IntStream.range(0, examples.count()).mapToObj(i -> target(examples, i)).toList();
    }

    @Test
    void gzipFilesAreReadAndTheChecksumIsThatOfTheContent() throws IOException {
        Path plain = file("a,b\n1,2.5\n2,3.5\n");
        Path packed = folder.resolve("packed");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(plain, out);
        }
        Dataset dataset = CsvDataset.read(packed, CsvOptions.target("b"));
        assertEquals(List.of(new DataFile(packed.toString(), GunzippedFile.sha256(plain))), dataset.files());
        assertEquals(3.5, target(dataset.train(), 1));
    }
}
