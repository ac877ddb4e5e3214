package bn.experiments.data.csv;

import bn.experiments.data.GunzippedFile;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The records of a CSV file in their order, without empty lines. */
final class CsvRecords implements AutoCloseable {
    private final CsvFile file;
    private final GunzippedFile content;
    private final CloseableIterator<CsvRow> records;

    /** Takes ownership of the content and the reader: they are closed with this object. */
    CsvRecords(CsvFile file, GunzippedFile content, CsvReader<CsvRow> reader) {
        this.file = file;
        this.content = content;
        records = reader.iterator();
    }

    /**
     * The next record; null at the end. It is the same object as the previous record.
     *
     * @throws bn.experiments.data.DataException if the file cannot be read or is not a CSV file
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

    /** To be called after the last record that is needed: checks the checksum of a compressed file. */
    void finish() {
        try {
            content.finish();
        } catch (IOException e) {
            throw file.failure(e);
        }
    }

    /** The fraction of the file that was read, including buffers. */
    double fractionRead() {
        return content.fractionRead();
    }

    /** The SHA-256 of the content. To be called once, after the last record. */
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
