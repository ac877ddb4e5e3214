package bn.experiments.data.csv;

import bn.experiments.data.Content;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The records of a CSV file in their order, empty lines left out. */
final class CsvRecords implements AutoCloseable {
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final CsvFile file;
    private final Content content;
    private final CloseableIterator<CsvRecord> records;
    private boolean started;

    /** Closes the content and the reader when it is closed. */
    CsvRecords(CsvFile file, Content content, CsvReader<CsvRecord> reader) {
        this.file = file;
        this.content = content;
        records = reader.iterator();
    }

    /**
     * The next record; empty at the end.
     *
     * @throws bn.experiments.data.DataException if the file cannot be read or is no CSV file
     */
    Optional<Row> next() {
        try {
            if (!records.hasNext()) {
                return Optional.empty();
            }
            CsvRecord fields = records.next();
            List<String> cells = started ? fields.getFields() : withoutMark(fields.getFields());
            started = true;
            return Optional.of(new Row(fields.getStartingLineNumber(), cells));
        } catch (CsvParseException e) {
            throw file.failure(e);
        } catch (UncheckedIOException e) {
            throw file.failure(e.getCause());
        }
    }

    /** The share of the file that was read, buffers included. */
    double share() {
        return content.share();
    }

    /** The SHA-256 of the content, after the last record; to be called once. */
    String sha256() {
        try {
            return content.sha256();
        } catch (IOException e) {
            throw file.failure(e);
        }
    }

    private static List<String> withoutMark(List<String> cells) {
        if (!cells.get(0).startsWith(BYTE_ORDER_MARK)) {
            return cells;
        }
        String[] clean = cells.toArray(String[]::new);
        clean[0] = clean[0].substring(BYTE_ORDER_MARK.length());
        return List.of(clean);
    }

    @Override
    public void close() {
        try {
            records.close();
        } catch (IOException e) {
            throw file.failure(e);
        }
    }

    /**
     * A record.
     *
     * @param line the line on which it starts, from 1
     * @param cells as written, without their quotation marks
     */
    record Row(long line, List<String> cells) { }
}
