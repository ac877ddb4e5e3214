package bn.experiments.data.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A record. The same object is used for all records of a file. It stores characters and not a string per cell, because creating
 * the strings would take longer than parsing the numbers.
 */
final class CsvRow extends AbstractBaseCsvCallbackHandler<CsvRow> {
    /** A longer record means that the file has other line separators or is not a CSV file. */
    private static final int MAX_CHARACTERS = 1 << 26;
    private static final int MAX_CELLS = 1 << 24;

    private char[] characters = new char[1024];
    private int[] ends = new int[64];
    private int cells;

    @Override
    protected void handleBegin(long startingLineNumber) {
        cells = 0;
    }

    @Override
    protected void handleField(int cell, char[] buffer, int offset, int length, boolean quoted) {
        int start = start(cell);
        int end = start + length;
        if (end > MAX_CHARACTERS || cell >= MAX_CELLS) {
            throw new CsvParseException("the record that starts in line " + line() + " has more than "
                    + (end > MAX_CHARACTERS ? MAX_CHARACTERS + " characters" : MAX_CELLS + " cells"));
        }
        if (end > characters.length) {
            characters = Arrays.copyOf(characters, Math.max(end, 2 * characters.length));
        }
        if (cell == ends.length) {
            ends = Arrays.copyOf(ends, 2 * cell);
        }
        System.arraycopy(buffer, offset, characters, start, length);
        ends[cell] = end;
        cells = cell + 1;
    }

    @Override
    protected CsvRow buildRecord() {
        return this;
    }

    private int start(int cell) {
        return cell == 0 ? 0 : ends[cell - 1];
    }

    /** The line in which the record starts, from 1. */
    long line() {
        return getStartingLineNumber();
    }

    /** The number of cells. */
    int size() {
        return cells;
    }

    /** The text of a cell without its quotation marks. */
    String cell(int cell) {
        return new String(characters, start(cell), ends[cell] - start(cell));
    }

    /** The texts of all cells. */
    List<String> texts() {
        return IntStream.range(0, cells).mapToObj(this::cell).toList();
    }

    /** The number in a cell, see {@link Numbers#parse(String)}. */
    double number(int cell) {
        return Numbers.parse(characters, start(cell), ends[cell]);
    }
}
