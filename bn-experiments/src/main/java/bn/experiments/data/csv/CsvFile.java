package bn.experiments.data.csv;

import bn.experiments.data.Content;
import bn.experiments.data.DataException;
import bn.experiments.data.DataRemedy;
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
 * The records of a CSV file in UTF-8, plain or gzip.
 *
 * <p>FastCSV does the parsing: it keeps to RFC 4180, gives each record its line, has no dependencies and is a proper module.
 *
 * @param path the file
 * @param delimiter what separates its cells
 */
record CsvFile(Path path, char delimiter) {
    private static final char BYTE_ORDER_MARK = '\ufeff';
    private static final char[] USUAL_DELIMITERS = {',', ';', '\t'};

    /**
     * A file with a given delimiter, or with the usual one that gives its first record the most cells.
     *
     * @throws DataException if two give it the same number
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
            throw new DataException(path + " has " + most + " cells in its first line by more than one delimiter; choose the delimiter",
                    DataRemedy.DELIMITER);
        }
        return best;
    }

    /** The number of cells of the first record, or 0 if there is none or it cannot be read with this delimiter. */
    private int cellsOfFirstRecord() {
        try (Content content = Content.open(path); CsvReader<CsvRow> reader = reader(content)) {
            CloseableIterator<CsvRow> records = reader.iterator();
            return records.hasNext() ? records.next().size() : 0;
        } catch (CsvParseException | UncheckedIOException | CharacterCodingException e) {
            return 0;           // reading it for good says what is wrong
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Opens it for reading its records. */
    CsvRecords records() {
        try {
            Content content = Content.open(path);
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

    /** What went wrong in parsing. */
    DataException failure(CsvParseException e) {
        return e.getCause() instanceof UncheckedIOException io ? failure(io.getCause())
                : new DataException(path + " is not a CSV file with cells separated by " + separator() + ": " + e.getMessage()
                        + (e.getCause() == null ? "" : " (" + e.getCause().getMessage() + ")"), e);
    }

    /** What went wrong in reading. */
    DataException failure(IOException e) {
        return e instanceof CharacterCodingException
                ? new DataException(path + " is not UTF-8 text; save it as UTF-8", e) : Content.explain(path, e);
    }

    private CsvReader<CsvRow> reader(Content content) throws IOException {
        // A decoder that refuses what is not UTF-8: replacing it could make two class names one.
        PushbackReader text = new PushbackReader(new InputStreamReader(content, StandardCharsets.UTF_8.newDecoder()));
        int first = text.read();
        if (first >= 0 && first != BYTE_ORDER_MARK) {
            text.unread(first);
        }
        // Characters behind a quoted cell, as in "1"5, would become part of it.
        return CsvReader.builder().fieldSeparator(delimiter).allowUnclosedQuote(false).allowExtraCharsAfterClosingQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE).missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .build(new CsvRow(), text);
    }
}
