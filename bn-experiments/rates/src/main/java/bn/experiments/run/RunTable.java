package bn.experiments.run;

import bn.api.BnException;
import bn.experiments.result.AppendOnlyFile;
import bn.experiments.result.Csv;
import bn.experiments.result.OutputDirectory;
import bn.experiments.result.Reason;
import bn.experiments.result.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

/**
 * A table of a run, which grows by the same number of rows in each epoch. Each row begins with the epoch and a key, such as layer
 * and unit. The checksum covers the computed numbers but not the times in the last columns, so that it is the same for two equal
 * runs.
 */
final class RunTable implements AutoCloseable {
    private final OutputDirectory folder;
    private final String file;
    private final RowFormat format;
    private MessageDigest digest;
    private StringBuilder added = new StringBuilder();
    private long bytes;
    private AppendOnlyFile rows;

    RunTable(OutputDirectory folder, String file, RowFormat format) {
        this.folder = folder;
        this.file = file;
        this.format = format;
    }

    String file() {
        return file;
    }

    /** Begins the table; replaces an older one. */
    void begin() {
        digest = Sha256.start();
        String header = format.header() + "\n";
        folder.write(file, header);
        bytes = header.length();
    }

    /** Adds a row; {@link #append} writes it. */
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
     * @param keys the keys of the rows of an epoch, in order, such as ",1,2"
     * @param sha256 checksum of the table with these epochs
     * @return whether the file has more rows, of an epoch whose other files were not written; they will be written again
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
                throw damaged(epochs,
                        "its rows of epochs 1 to " + epochs + " are not those that were written: their SHA-256 is not that "
                                + "in " + RunDirectory.MANIFEST);
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
        return format.computed(line, begin)
                .orElseThrow(() -> damaged(epochs, "line " + in.lines() + " is no row that begins with "
                        + begin));
    }

    private BnException damaged(int epoch, String what) {
        return RunDirectory.damaged(folder.file(file), epoch, what);
    }

    @Override
    public void close() {
        if (rows != null) {
            rows.close();
        }
    }
}
