package bn.experiments.monitor;

import bn.api.BnException;
import bn.experiments.result.MaxHeap;
import bn.experiments.result.Reason;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A CSV file to which somebody may still be writing: its complete rows are read. */
final class CsvTable {
    private final Path file;
    private final List<String> header;

    /** A file with these columns. */
    CsvTable(Path file, List<String> header) {
        this.file = file;
        this.header = header;
    }

    /**
     * Reads the rows.
     *
     * @param rows takes each row
     * @return what is to be said about the file: that it is missing, or that its last row is not complete
     * @throws BnException if it cannot be read or is not such a table
     */
    Optional<String> read(Consumer<CsvRow> rows) {
        byte[] bytes;
        try {
            if (Files.size(file) > MaxHeap.bytes()) {
                throw new BnException(file + " has " + Files.size(file) + " bytes, more than fit in memory; give Java more");
            }
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return Optional.of(file.getFileName() + " is not there");
        } catch (IOException e) {
            throw new BnException("cannot read " + file + ": " + Reason.of(e), e);
        }
        CompleteRows complete = CompleteRows.of(bytes);
        if (complete.problem() != null) {
            throw new BnException(file + " is not CSV: " + complete.problem());
        }
        parse(new ByteArrayInputStream(bytes, 0, complete.bytes()), rows);
        return complete.bytes() == bytes.length ? Optional.empty()
                : Optional.of(file.getFileName() + ": the last row, in line " + (complete.lines() + 1)
                        + ", is not complete and was left out");
    }

    private void parse(ByteArrayInputStream bytes, Consumer<CsvRow> rows) {
        boolean first = true;
        try (CsvReader<CsvRecord> reader = CsvReader.builder().skipEmptyLines(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder()))) {
            for (CsvRecord record : reader) {
                CsvRow row = new CsvRow(file, header, record);
                if (first) {
                    row.checkHeader();
                } else {
                    row.checkSize();
                    rows.accept(row);
                }
                first = false;
            }
        } catch (CsvParseException e) {
            throw new BnException(file + " is not CSV: " + CsvRow.shown(e.getMessage()), e);
        } catch (UncheckedIOException e) {
            throw new BnException(file + " is not text in UTF-8", e);
        } catch (IOException e) {
            throw new BnException("cannot read " + file + ": " + Reason.of(e), e);
        }
    }
}
