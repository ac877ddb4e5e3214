package bn.experiments.run;

import bn.api.BnException;
import bn.experiments.result.AppendedFile;
import bn.experiments.result.Csv;
import bn.experiments.result.OutputFolder;
import bn.experiments.result.Reason;
import bn.experiments.result.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

/**
 * A table of a run, which grows by the same number of rows in each epoch. They begin with the epoch and the same keys, such as layer
 * and unit. Its checksum covers the numbers that are computed, not the times in the last columns, so that two equal runs agree in it.
 */
final class RunTable implements AutoCloseable {
    private final OutputFolder folder;
    private final String file;
    private final RowFormat format;
    private MessageDigest digest;
    private StringBuilder added = new StringBuilder();
    private long bytes;
    private AppendedFile rows;

    RunTable(OutputFolder folder, String file, RowFormat format) {
        this.folder = folder;
        this.file = file;
        this.format = format;
    }

    String file() {
        return file;
    }

    /** Begins the table, in place of one that may be there. */
    void begin() {
        digest = Sha256.start();
        String header = format.header() + "\n";
        folder.write(file, header);
        bytes = header.length();
    }

    /** Adds a row; it is in the file after {@link #append}. */
    void row(Object... cells) {
        String computed = Csv.join(Arrays.asList(cells).subList(0, format.computed()));
        List<Object> times = Arrays.asList(cells).subList(format.computed(), cells.length);
        cover(computed);
        added.append(computed).append(times.isEmpty() ? "" : ",").append(Csv.join(times)).append('\n');
    }

    private void cover(String computed) {
        digest.update((computed + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Writes the rows that were added. */
    void append() {
        if (rows == null) {
            rows = folder.append(file, bytes);
        }
        rows.append(added.toString());
        added = new StringBuilder();
    }

    /** Waits until all rows are on the disk. */
    void sync() {
        rows.sync();
    }

    /** The SHA-256 of all rows that were added, without times and header. */
    String sha256() {
        try {
            return Sha256.text((MessageDigest) digest.clone());
        } catch (CloneNotSupportedException e) {
            throw new AssertionError("SHA-256 of every Java platform can be cloned", e);
        }
    }

    /**
     * Goes on with the rows of the epochs that are done.
     *
     * @param keys what the rows of an epoch begin with after its number, such as ",1,2", in their order
     * @param sha256 checksum of the table with these epochs
     * @return whether the file holds more, of an epoch whose other files were not written; that is written again
     * @throws BnException if the file is not such a table
     */
    boolean restore(List<String> keys, int epochs, String sha256) {
        if (!folder.has(file)) {
            throw damaged(epochs, "it is missing");
        }
        digest = Sha256.start();
        try (LineInput in = new LineInput(Files.newInputStream(folder.file(file)))) {
            if (!format.header().equals(in.next())) {
                throw damaged(epochs, "its first line is not " + format.header());
            }
            for (int epoch = 1; epoch <= epochs; epoch++) {
                for (String key : keys) {
                    cover(row(in, epoch + key, epochs));
                }
            }
            bytes = in.bytes();
            if (!sha256().equals(sha256)) {
                throw damaged(epochs, "its rows of epochs 1 to " + epochs + " are not those that were written: their SHA-256 is not that "
                        + "in " + RunFiles.MANIFEST);
            }
            return Files.size(folder.file(file)) > bytes;
        } catch (IOException e) {
            throw new BnException("cannot read " + folder.file(file) + ": " + Reason.of(e), e);
        }
    }

    private String row(LineInput in, String begin, int epochs) throws IOException {
        String line = in.next();
        if (line == null) {
            throw damaged(epochs, "it ends in line " + in.lines() + ", which should begin with " + begin);
        }
        return format.computed(line, begin).orElseThrow(() -> damaged(epochs, "line " + in.lines() + " is no row that begins with "
                + begin));
    }

    private BnException damaged(int epoch, String what) {
        return RunFiles.damaged(folder.file(file), epoch, what);
    }

    @Override
    public void close() {
        if (rows != null) {
            rows.close();
        }
    }
}
