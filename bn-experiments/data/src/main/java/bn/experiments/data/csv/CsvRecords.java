package bn.experiments.data.csv;

import bn.experiments.data.Content;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The records of a CSV file in their order, empty lines left out. */
final class CsvRecords implements AutoCloseable {
    private final CsvFile file;
    private final Content content;
    private final CloseableIterator<CsvRow> records;

    /** Closes the content and the reader when it is closed. */
    CsvRecords(CsvFile file, Content content, CsvReader<CsvRow> reader) {
        this.file = file;
        this.content = content;
        records = reader.iterator();
    }

    /**
     * The next record, in place of the one before; null at the end.
     *
     * @throws bn.experiments.data.DataException if the file cannot be read or is no CSV file
     */
    CsvRow next() {
        try {
            return records.hasNext() ? records.next() : null;
        } catch (CsvParseException e) {
            throw file.failure(e);
        } catch (UncheckedIOException e) {
            throw file.failure(e.getCause());
        }
    }

    /** Ends the reading, after the last record that is wanted. */
    void finish() {
        try {
            content.finish();
        } catch (IOException e) {
            throw file.failure(e);
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

    @Override
    public void close() {
        try {
            records.close();
        } catch (IOException e) {
            throw file.failure(e);
        }
    }
}
