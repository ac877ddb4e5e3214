package bn.experiments.data.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A record, the same object for all of a file. Its characters are kept rather than a text for each cell, which would cost more
 * than reading the numbers.
 */
final class CsvRow extends AbstractBaseCsvCallbackHandler<CsvRow> {
    /** A record beyond it is a file with other ends of lines, or no CSV file. */
    private static final int MOST_CHARACTERS = 1 << 26;
    private static final int MOST_CELLS = 1 << 24;

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
        if (end > MOST_CHARACTERS || cell >= MOST_CELLS) {
            throw new CsvParseException("the record that starts in line " + line() + " has more than "
                    + (end > MOST_CHARACTERS ? MOST_CHARACTERS + " characters" : MOST_CELLS + " cells"));
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

    /** The line on which it starts, from 1. */
    long line() {
        return getStartingLineNumber();
    }

    /** The number of cells. */
    int size() {
        return cells;
    }

    /** A cell as written, without its quotation marks. */
    String cell(int cell) {
        return new String(characters, start(cell), ends[cell] - start(cell));
    }

    /** All cells. */
    List<String> texts() {
        return IntStream.range(0, cells).mapToObj(this::cell).toList();
    }

    /** The number in a cell, as {@link Numbers#parse(String)} has it. */
    double number(int cell) {
        return Numbers.parse(characters, start(cell), ends[cell]);
    }
}
