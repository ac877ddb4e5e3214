package bn.experiments.data.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.experiments.data.DataException;
import bn.experiments.data.TargetNumbers;
import bn.experiments.data.Task;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages for invalid files and options. */
class CsvErrorsTest {
    @TempDir
    private Path folder;

    private String refused(Class<? extends BnException> type, String content, CsvOptions options) throws IOException {
        return refused(type, content.getBytes(StandardCharsets.UTF_8), options);
    }

    private String refused(Class<? extends BnException> type, byte[] content, CsvOptions options) throws IOException {
        Path file = Files.write(folder.resolve("data.csv"), content);
        String message = assertThrows(type, () -> CsvDataset.read(file, options)).getMessage();
        assertTrue(message.startsWith(file.toString()), message);
        assertEquals(1, message.lines().count(), message);
        return message.substring(file.toString().length());
    }

    /** Options for a file without a header; the target is a number. */
    private static CsvOptions data(String target) {
        return new CsvOptions(target, Optional.of(false), Optional.empty(), Optional.empty(), Optional.empty(), 0, 0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "''        | the cell is empty",
            "' '       | the cell is empty",
            "abc       | 'abc' is not a number",
            "NaN       | 'NaN' is not a number",
            "Infinity  | 'Infinity' is not a number",
            "1.5f      | '1.5f' is not a number",
            "0x10      | '0x10' is not a number",
            "1e999     | '1e999' is too large for float64",
            "1-2       | '1-2' is not a number",
    })
    void cellsThatAreNotNumbers(String cell, String problem) throws IOException {
        String message = refused(DataException.class, "a,width,y\n1,2,3.5\n\n4," + cell + ",6.5\n", CsvOptions.target("y"));
        assertTrue(message.startsWith(", line 4, column 2 (width): " + problem), message);
    }

    @Test
    void columnsWithoutNamesAreNumberedInMessages() throws IOException {
        String message = refused(DataException.class, "1,2,3.5\n4,?,6.5\n", data("3"));
        assertTrue(message.startsWith(", line 2, column 2: '?'"), message);
    }

    @Test
    void longCellsAndLineBreaksAreShownOnOneShortLine() throws IOException {
        String message = refused(DataException.class, "a,y\n\"" + "z\n".repeat(500) + "\",1.5\n", CsvOptions.target("y"));
        assertTrue(message.contains("'z z z ") && message.length() < 200, message);
    }

    @Test
    void rowsOfAnotherLength() throws IOException {
        assertTrue(refused(DataException.class, "a,b,y\n1,2,3\n1,2\n", CsvOptions.target("y"))
                .startsWith(", line 3: 2 cells, but the first record has 3"));
        assertTrue(refused(DataException.class, "a,b,y\n1,2,3,4\n", CsvOptions.target("y"))
                .startsWith(", line 2: 4 cells, but the first record has 3"));
    }

    @Test
    void missingTargets() throws IOException {
        String message = refused(DataException.class, "a,y\n1,x\n2,\n", CsvOptions.target("y"));
        assertTrue(message.startsWith(", line 3, column 2 (y): the target is missing"), message);
    }

    @Test
    void numbersAndTextMixedInTheTarget() throws IOException {
        String message = refused(DataException.class, "a,y\n1,1.5\n2,2.5\n3,NA\n", CsvOptions.target("y"));
        assertTrue(message.startsWith(", line 4, column 2 (y): 'NA' is not a number, but '1.5' in line 2 is"), message);
        CsvOptions numbers = new CsvOptions("y", Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.of(Task.REGRESSION), 0, 0);
        message = refused(DataException.class, "a,y\n1,1.5\n2,1e999\n", numbers);
        assertTrue(message.startsWith(", line 3, column 2 (y): '1e999' is too large"), message);
    }

    @Test
    void aSingleClass() throws IOException {
        assertTrue(refused(DataException.class, "a,y\n1,x\n2,x\n", CsvOptions.target("y")).contains("at least two classes"));
    }

    @Test
    void targetColumnsThatDoNotExist() throws IOException {
        String message = refused(InvalidRequestException.class, "a,b,y\n1,2,3\n", CsvOptions.target("z"));
        assertTrue(message.contains("no column 'z'; choose a number from 1 to 3 or one of: a, b, y"), message);
        assertTrue(refused(InvalidRequestException.class, "1,2,3\n", data("y")).contains("it has no header"));
        assertTrue(refused(InvalidRequestException.class, "1,2,3\n", data("4")).contains("no column '4'"));
        assertTrue(refused(InvalidRequestException.class, "1,2,3\n", data("0")).contains("no column '0'"));
        assertTrue(refused(InvalidRequestException.class, "a,y,y\n1,2,3\n", CsvOptions.target("y"))
                .contains("several columns 'y'"));
    }

    @Test
    void filesWithoutData() throws IOException {
        assertTrue(refused(DataException.class, "", CsvOptions.target("y")).contains("no rows of data"));
        assertTrue(refused(DataException.class, "a,y\n", CsvOptions.target("y")).contains("no rows of data"));
        assertTrue(refused(DataException.class, "y\n1\n", CsvOptions.target("y")).contains("single column"));
    }

    @Test
    void textThatIsNotCsvOrNotUtf8() throws IOException {
        assertTrue(refused(DataException.class, "a,y\n1,\"open\n2,3\n", CsvOptions.target("y")).contains("is not a CSV file"));
        byte[] latin1 = "a,y\n1,caf\u00e9\n2,b\n".getBytes(StandardCharsets.ISO_8859_1);
        assertTrue(refused(DataException.class, latin1, CsvOptions.target("y")).contains("is not UTF-8"));
    }

    @Test
    void aMissingFile() {
        Path missing = folder.resolve("none.csv");
        assertTrue(assertThrows(DataException.class, () -> CsvDataset.read(missing, CsvOptions.target("y")))
                .getMessage().contains("does not exist"));
    }

    @Test
    void optionsOutOfRange() {
        for (double fraction : new double[] {-0.1, 1, Double.NaN}) {
            assertThrows(InvalidRequestException.class,
                    () -> new CsvOptions("y", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), fraction,
                            0));
        }
        assertThrows(InvalidRequestException.class,
                () -> new CsvOptions("y", Optional.empty(), Optional.of('"'), Optional.empty(), Optional.empty(), 0, 0));
    }

    @Test
    void identifiersAreNotClasses() throws IOException {
        StringBuilder rows = new StringBuilder("a,id\n");
        for (int i = 0; i <= TargetNumbers.MAX_CLASSES; i++) {
            rows.append(i).append(",name").append(i).append('\n');
        }
        String message = refused(DataException.class, rows.toString(), CsvOptions.target("id"));
        assertTrue(message.contains("more than 1000 different targets, too many classes"), message);
    }

    @Test
    void aRecordWithTooManyEmptyCells() throws IOException {
        byte[] commas = new byte[(1 << 24) + 1];
        Arrays.fill(commas, (byte) ',');
        String message = refused(DataException.class, commas, data("1"));
        assertTrue(message.contains("the record that starts in line 1 has more than 16777216 cells"), message);
    }
}
