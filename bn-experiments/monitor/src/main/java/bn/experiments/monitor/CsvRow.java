package bn.experiments.monitor;

import bn.api.BnException;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A row of a {@link CsvTable}. Errors name file, line and column. */
final class CsvRow {
    private static final int SHOWN = 40;
    private static final Pattern WHOLE = Pattern.compile("\\d{1,18}");
    private static final Pattern NUMBER = Pattern.compile("[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?");
    private static final Pattern INFINITE = Pattern.compile("([-+]?)inf(?:inity)?", Pattern.CASE_INSENSITIVE);

    private final Path file;
    private final List<String> header;
    private final CsvRecord record;

    CsvRow(Path file, List<String> header, CsvRecord record) {
        this.file = file;
        this.header = header;
        this.record = record;
    }

    /** @throws BnException if this is another header than expected */
    void checkHeader() {
        if (!record.getFields().equals(header)) {
            throw wrong("has the columns " + shown(String.join(",", record.getFields())) + ", not " + String.join(",", header));
        }
    }

    /** @throws BnException if there are more or fewer cells than columns */
    void checkSize() {
        if (record.getFieldCount() != header.size()) {
            throw wrong("has " + record.getFieldCount() + " cells, not " + header.size());
        }
    }

    /** The text of a column. */
    String text(String column) {
        return record.getField(header.indexOf(column));
    }

    /** The whole number of a column, at least 0. */
    long whole(String column) {
        String text = text(column);
        if (!WHOLE.matcher(text).matches()) {
            throw wrong("has '" + shown(text) + "' as " + column + ", not a whole number");
        }
        return Long.parseLong(text);
    }

    /** The number of a column; NaN if the cell is empty. */
    double number(String column) {
        String text = text(column);
        if (text.isEmpty() || text.equalsIgnoreCase("nan")) {
            return Double.NaN;
        }
        if (INFINITE.matcher(text).matches()) {
            return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (!NUMBER.matcher(text).matches()) {
            throw wrong("has '" + shown(text) + "' as " + column + ", not a number");
        }
        return Double.parseDouble(text);
    }

    /** The numbers of the columns from one on, to the last. */
    double[] numbersFrom(String column) {
        return header.stream().skip(header.indexOf(column)).mapToDouble(this::number).toArray();
    }

    /** The error that a row is wrong. */
    BnException wrong(String what) {
        return new BnException(file + ", line " + record.getStartingLineNumber() + " " + what);
    }

    /** The beginning of a text for a message of one line. */
    static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
    }
}
