package bn.experiments.data.csv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.experiments.data.Dataset;
import bn.experiments.data.Task;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How the first line, the columns and the targets of a file are interpreted. Each decision is reported, and if it is not clear,
 * the user has to decide.
 */
class CsvRuleTest {
    private static final String ROWS = "\n0.5,2.5,1.5\n1.5,0.5,2.25\n3,1,0.125\n";

    @TempDir
    private Path folder;

    private Dataset read(String content, CsvOptions options) throws IOException {
        return CsvDataset.read(Files.writeString(folder.resolve("data.csv"), content), options);
    }

    private Dataset read(String content, String target) throws IOException {
        return read(content, CsvOptions.target(target));
    }

    private static CsvOptions options(String target, Optional<Boolean> header, String... index) {
        Optional<List<String>> leftOut = index.length == 0 ? Optional.empty()
                : Optional.of(index[0].equals("none") ? List.of() : List.of(index));
        return new CsvOptions(target, header, Optional.empty(), leftOut, Optional.empty(), 0, 0);
    }

    private String refused(String content, CsvOptions options) {
        String message = assertThrows(BnException.class, () -> read(content, options)).getMessage();
        assertTrue(message.startsWith(folder.resolve("data.csv").toString()), message);
        assertEquals(1, message.lines().count(), message);
        return message;
    }

    private static double[] row(Dataset dataset, int example) {
        double[] row = new double[dataset.train().features()];
        dataset.train().copyFeatures(example, row, 0);
        return row;
    }

    /**
     * Headers of numbers: of pandas without names or with duplicate names, years, wavelengths, quoted; and data that look alike.
     */
    @ParameterizedTest
    @ValueSource(strings = {"0,1,2", "1,2,3", "0,0.1,1", "3,1,2", "2019,2020,2021", "2019,2019,2020", "400.5,401,401.5",
            "\"0\",\"1\",\"2\"", "-1,0,1", "a,b,2", "a,1e0,c", "NA,b,c", "nan,inf,x", "?,b,c", "a,,", "a,\"1,5\",c", "5%,b,c"})
    void ifTheFirstLineCanBeNamesOrValuesTheUserHasToDecide(String first) throws IOException {
        String message = refused(first + ROWS, CsvOptions.target("#3"));
        assertTrue(message.contains("line 1") && message.endsWith("say whether this line holds names or data"), message);
        Dataset named = read(first + ROWS, options("#3", Optional.of(true), "none"));
        assertEquals(3, named.train().count());
    }

    @ParameterizedTest
    @CsvSource({"'0,1,2', 4", "'-1,0.5,1e-3', 4"})
    void theFirstLineOfAFileWithoutAHeaderIsARow(String first, int rows) throws IOException {
        Dataset data = read(first + ROWS, options("3", Optional.of(false)));
        assertEquals(rows, data.train().count());
        assertTrue(data.description().contains("line 1 is data (as asked for)"), data.description());
    }

    @Test
    void theInterpretationIsReported() throws IOException {
        Dataset dataset = read(",a,b,y\n0,1,2,0.5\n1,3,4,1.5\n", "y");
        assertEquals(folder.resolve("data.csv") + ": 2 rows, 2 features; target y (column 4): a number (0.5 is not a whole "
                + "number); cells separated by ','; line 1 is a header (it has the target's name); left out: column 1 (without a "
                + "name), which counts the rows", dataset.description());
        assertArrayEquals(new double[] {3, 4}, row(dataset, 1));
        assertTrue(read("a,b,y" + ROWS, "3").description().contains("line 1 is a header (none of its cells is a number)"));
    }

    /**
     * Index columns as written by pandas (from 0, once or twice), by R (from 1, quoted), and by pandas after reading its own
     * file.
     */
    @ParameterizedTest
    @ValueSource(strings = {",a,b,y\n0,1,2,.5\n1,3,4,1\n", "\"\",\"a\",\"b\",\"y\"\n\"1\",1,2,.5\n\"2\",3,4,1\n",
            "Unnamed: 0,a,b,y\n0,1,2,.5\n1,3,4,1\n", ",Unnamed: 0,a,b,y\n0,0,1,2,.5\n1,1,3,4,1\n",
            "Unnamed: 0.1,Unnamed: 0,a,b,y\n0,0,1,2,.5\n1,1,3,4,1\n", "a,b,y,\n1,2,.5,0\n3,4,1,1\n"})
    void indexColumnsWithoutANameAreNotFeatures(String content) throws IOException {
        Dataset dataset = read(content, "y");
        assertArrayEquals(new double[] {1, 2}, row(dataset, 0));
        assertArrayEquals(new double[] {3, 4}, row(dataset, 1));
    }

    /** Columns of rows that were shuffled, filtered or named before they were saved; a gap in a later row. */
    @ParameterizedTest
    @ValueSource(strings = {"5,1,2,.5\n6,3,4,1\n", "1,1,2,.5\n0,3,4,1\n", "0,1,2,.5\n2,3,4,1\n", "ann,1,2,.5\nbob,3,4,1\n",
            ",1,2,.5\n1,3,4,1\n", "0,1,2,.5\n1,3,4,1\n1,3,4,1\n"})
    void otherColumnsWithoutANameTheUserHasToDecide(String rows) throws IOException {
        String message = refused(",a,b,y\n" + rows, CsvOptions.target("y"));
        assertTrue(message.contains("column 1 has no name") && message.endsWith("or is a feature"), message);
        assertEquals(2, read(",a,b,y\n" + rows, options("y", Optional.empty(), "1")).train().features());
    }

    @Test
    void theUserCanKeepOrLeaveOutAnIndex() throws IOException {
        String content = "id,a,b,y\n1,7,2,.5\n2,3,4,1\n";
        Dataset kept = read(content, "y");
        assertEquals(3, kept.train().features());
        assertTrue(kept.description().endsWith("column 1 (id) counts the rows and is taken for a feature; "
                + "name it as an index to leave it out"));
        assertArrayEquals(new double[] {7, 2}, row(read(content, options("y", Optional.empty(), "id")), 0));
        assertArrayEquals(new double[] {2}, row(read(content, options("y", Optional.empty(), "1", "a")), 0));
        assertEquals(3, read(",a,b,y\n0,1,2,.5\n1,3,4,1\n", options("y", Optional.empty(), "none")).train().features());
        assertTrue(refused(content, options("y", Optional.empty(), "z")).contains("no column 'z'"));
        assertThrows(BnException.class, () -> read(content, options("y", Optional.empty(), "y")));
        assertThrows(BnException.class, () -> read(content, options("y", Optional.empty(), "1", "2", "3")));
    }

    /** Without a header an index cannot be distinguished from a feature, unless it would be the only feature. */
    @Test
    void ifTheFirstColumnNumbersTheRowsAndThereIsNoHeaderTheUserHasToDecide() throws IOException {
        assertTrue(refused("0,5,.5\n1,7,1.5\n2,6,3\n", options("3", Optional.of(false))).contains("column 1 counts the rows"));
        assertEquals(1, read("0,5,.5\n1,7,1.5\n2,6,3\n", options("3", Optional.of(false), "1")).train().features());
        assertEquals(2, read("0,5,.5\n1,7,1.5\n2,6,3\n", options("3", Optional.of(false), "none")).train().features());
        assertEquals(2, read("0,5,.5\n1,7,1.5\n1,6,3\n", options("3", Optional.of(false))).train().features());
        assertEquals(1, read("0,.5\n1,1.5\n", options("2", Optional.of(false))).train().features());
    }

    @Test
    void aTargetThatIsTheNameOfOneColumnAndTheNumberOfAnother() throws IOException {
        String content = "0,1,2" + ROWS;
        String message = refused(content, options("2", Optional.of(true)));
        assertTrue(message.contains("'#3' or '#2'"), message);
        assertEquals("1", read(content, options("#2", Optional.of(true))).target());
        assertEquals("2", read(content, options("#3", Optional.of(true))).target());
        assertEquals("2", read(content, options("3", Optional.of(true))).target());
        assertEquals("#2", read("a,b,#2" + ROWS, "#2").target());
    }

    private static String targets(String... cells) {
        return "a,y\n"
                + IntStream.range(0, 12).mapToObj(i -> i % 5 + ".5," + cells[i % cells.length]).collect(Collectors.joining("\n"));
    }

    /** Decimals are quantities, whatever their values, as are floating-point arrays of NumPy. */
    @ParameterizedTest
    @ValueSource(strings = {"0.0", "1e0", "2.", "+1.0", "-0.0", "0.5"})
    void decimalsAreQuantities(String cell) throws IOException {
        Dataset dataset = read(targets("0", cell, "1"), "y");
        assertEquals(Task.REGRESSION, dataset.task());
        assertEquals(cell.equals("0.5"), !dataset.description().contains("classes if a classification is asked for"),
                dataset.description());
        assertEquals(Task.CLASSIFICATION, read(targets("0", "1", "1"), "y").task());
    }

    /** 1, 1.0 and 1e0 are the same class; so are 0 and -0. The names of the classes are the same as for NumPy's files. */
    @Test
    void classesAreNumbersByValue() throws IOException {
        assertEquals(List.of("0", "1"), read(targets("0", "-0", "1", "+01"), "y").classNames());
        Dataset dataset = read(targets("0.0", "1.0", "-0", "1", "1e0", "+01"),
                new CsvOptions("y", Optional.empty(), Optional.empty(),
                        Optional.empty(), Optional.of(Task.CLASSIFICATION), 0, 0));
        assertEquals(Task.CLASSIFICATION, dataset.task());
        assertEquals(List.of("0", "1"), dataset.classNames());
        assertArrayEquals(new int[] {0, 1, 0, 1, 1, 1}, IntStream.range(0, 6).map(dataset.train()::label).toArray());
        assertTrue(read(targets("0", "1"), "y").description().contains("2 classes (2 different whole numbers in 12 rows"));
        CsvOptions classes = new CsvOptions("y", Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.of(Task.CLASSIFICATION), 0, 0);
        assertEquals(List.of("1", "2.5", "x"), read("a,y\n1,x\n2,1.0\n3,1\n4,2.5\n", classes).classNames());
        assertTrue(refused("a,y\n1,9007199254740993\n2,9007199254740992\n", classes).contains("2^53 or more"));
    }

    /** A text that means a missing value, or a number in another notation, is probably not a class. */
    @ParameterizedTest
    @ValueSource(strings = {"NA", "nan", "NULL", "?", "inf", "1,5", "1 000", "1'000", "5%", "2020-01-01", "1.5.2"})
    void ifATargetIsProbablyNotANameTheUserHasToDecide(String cell) throws IOException {
        String content = "a;y\n1;cat\n2;dog\n3;" + cell + "\n4;cat\n";
        assertTrue(refused(content, CsvOptions.target("y")).contains("line 4, column 2 (y): '" + cell));
        CsvOptions classes = new CsvOptions("y", Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.of(Task.CLASSIFICATION), 0, 0);
        assertTrue(read(content, classes).classNames().contains(cell));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "a;b;y#1,5;2;.5#   | line 2, column 1 (a): '1,5' is not a number (write decimals with a point",
            "a;b;y#1 000;2;.5# | line 2, column 1 (a): '1 000' is not a number",
            "a,y#\"1\"5,2#     | is not a CSV file",
            "a,b;c#1,2#        | choose the delimiter",
            "! made by x#a,y#1,2#2,3.5# | single column",
            "a,y#1 ,2.5#x,2#   | line 3, column 1 (a): 'x'",
    })
    void otherFormatsAreRejected(String content, String part) {
        String message = refused(content.replace('#', '\n').replace("!", "#"), CsvOptions.target("y"));
        assertTrue(message.contains(part), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r", "\n", "\r\n"})
    void allLineSeparatorsAreSupported(String end) throws IOException {
        Dataset dataset = read("a,b,y" + ROWS.replace("\n", end), "y");
        assertEquals(3, dataset.train().count());
        assertArrayEquals(new double[] {3, 1}, row(dataset, 2));
    }

    @Test
    void aByteOrderMarkBeforeAQuotedHeader() throws IOException {
        Dataset dataset = read("\ufeff\"y\",\"a\"\r\n\"1.5\",\"2\"\r\n\"2.5\",\"3\"\r\n", "y");
        assertEquals("y", dataset.target());
        assertArrayEquals(new double[] {3}, row(dataset, 1));
    }

    @Test
    void textInOtherEncodings() throws IOException {
        Path file = folder.resolve("data.csv");
        for (byte[] bytes : List.of("a,y\n1,2.5\n".getBytes(StandardCharsets.UTF_16), "a,y\n1,2.5\n2,3\n".getBytes(
                StandardCharsets.UTF_16LE), "a,y\n1,2.5\n2,3\n".getBytes(StandardCharsets.UTF_16BE))) {
            Files.write(file, bytes);
            for (String target : List.of("y", "2")) {
                String message = assertThrows(BnException.class, () -> CsvDataset.read(file, CsvOptions.target(target)))
                        .getMessage();
                assertTrue(message.contains("UTF-8"), message);
            }
        }
    }

    @Test
    void foldersAndPipesAreRejected() throws IOException, InterruptedException {
        assertTrue(assertThrows(BnException.class, () -> CsvDataset.read(folder, CsvOptions.target("y"))).getMessage()
                .contains("is a folder"));
        Path pipe = folder.resolve("pipe");
        if (new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0) {
            assertTrue(assertThrows(BnException.class, () -> CsvDataset.read(pipe, CsvOptions.target("y"))).getMessage()
                    .contains("save the data to a file"));
        }
    }
}
