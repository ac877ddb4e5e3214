package bn.experiments.data.csv;

import bn.experiments.data.DataException;
import bn.experiments.data.DataRemedy;
import bn.experiments.data.GunzippedFile;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A CSV file in UTF-8, possibly compressed by gzip.
 *
 * <p>It is parsed by FastCSV, which follows RFC 4180, knows the line of each record, has no dependencies, and is a Java module.
 *
 * @param path the path of the file
 * @param delimiter the separator of cells
 */
record CsvFile(Path path, char delimiter) {
    private static final char BYTE_ORDER_MARK = '\ufeff';
    private static final char[] USUAL_DELIMITERS = {',', ';', '\t'};

    /**
     * A file with a given delimiter, or with the common delimiter for which the first record has the most cells.
     *
     * @throws DataException if this is true for two of them
     */
    static CsvFile open(Path path, Optional<Character> delimiter) {
        if (delimiter.isPresent()) {
            return new CsvFile(path, delimiter.get());
        }
        CsvFile best = new CsvFile(path, USUAL_DELIMITERS[0]);
        int most = 1;
        boolean tie = false;
        for (char candidate : USUAL_DELIMITERS) {
            CsvFile file = new CsvFile(path, candidate);
            int cells = file.cellsOfFirstRecord();
            tie = cells == most ? tie || cells > 1 : cells < most && tie;
            if (cells > most) {
                most = cells;
                best = file;
            }
        }
        if (tie) {
            throw new DataException(
                    path + " has " + most + " cells in its first line by more than one delimiter; choose the delimiter",
                    DataRemedy.DELIMITER);
        }
        return best;
    }

    /** The number of cells of the first record; 0 if there is no record or it cannot be parsed with this delimiter. */
    private int cellsOfFirstRecord() {
        try (GunzippedFile content = GunzippedFile.open(path); CsvReader<CsvRow> reader = reader(content)) {
            CloseableIterator<CsvRow> records = reader.iterator();
            return records.hasNext() ? records.next().size() : 0;
        } catch (CsvParseException | UncheckedIOException | CharacterCodingException e) {
            return 0;           // the error is reported when the file is read
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Opens the file for reading its records. */
    CsvRecords records() {
        try {
            GunzippedFile content = GunzippedFile.open(path);
            try {
                return new CsvRecords(this, content, reader(content));
            } catch (IOException e) {
                content.close();
                throw e;
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** The delimiter, for messages. */
    String separator() {
        return delimiter == '\t' ? "a tab" : "'" + delimiter + "'";
    }

    /** The exception for a parse error. */
    DataException failure(CsvParseException e) {
        return e.getCause() instanceof UncheckedIOException io ? failure(io.getCause())
                : new DataException(path + " is not a CSV file with cells separated by " + separator() + ": " + e.getMessage()
                        + (e.getCause() == null ? "" : " (" + e.getCause().getMessage() + ")"), e);
    }

    /** The exception for a read error. */
    DataException failure(IOException e) {
        return e instanceof CharacterCodingException
                ? new DataException(path + " is not UTF-8 text; save it as UTF-8", e) : GunzippedFile.explain(path, e);
    }

    private CsvReader<CsvRow> reader(GunzippedFile content) throws IOException {
        // A decoder that rejects invalid UTF-8. Replacing invalid bytes could make two class names equal.
        PushbackReader text = new PushbackReader(new InputStreamReader(content, StandardCharsets.UTF_8.newDecoder()));
        int first = text.read();
        if (first >= 0 && first != BYTE_ORDER_MARK) {
            text.unread(first);
        }
        // Characters after the closing quotation mark, as in "1"5, are an error; otherwise they would become part of the cell.
        return CsvReader.builder().fieldSeparator(delimiter).allowUnclosedQuote(false).allowExtraCharsAfterClosingQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE).missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .build(new CsvRow(), text);
    }
}
