package bn.experiments.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.ZipException;

/** The content of a file as a stream, gunzipped if the file is gzip (by its first bytes, whatever its name), with its SHA-256. */
public final class Content extends FilterInputStream {
    private static final int GZIP_MAGIC = 0x1f8b;
    private static final int BUFFER = 1 << 16;

    private final MessageDigest digest;
    private final boolean gzip;
    private final CountedInput file;
    private final long size;

    private Content(InputStream content, MessageDigest digest, boolean gzip, CountedInput file, long size) {
        super(new DigestInputStream(content, digest));
        this.digest = digest;
        this.gzip = gzip;
        this.file = file;
        this.size = size;
    }

    /**
     * Opens a file.
     *
     * @throws IOException if it cannot be read or is a damaged gzip file; see {@link #explain}
     */
    public static Content open(Path file) throws IOException {
        return open(file, Long.MAX_VALUE);
    }

    /**
     * Opens a file whose content is known to be short: a small gzip file may hold a thousand times its size.
     *
     * @param most bytes of the content; reading on after them is an IOException
     * @throws IOException as {@link #open(Path)}
     */
    public static Content open(Path file, long most) throws IOException {
        requireFile(file);
        CountedInput counted = new CountedInput(Files.newInputStream(file));
        InputStream raw = new BufferedInputStream(counted, BUFFER);
        try {
            raw.mark(2);
            boolean gzip = (raw.read() << 8 | raw.read()) == GZIP_MAGIC;
            raw.reset();
            return new Content(new LimitedInput(gzip ? new GzipInput(raw, BUFFER) : raw, most),
                    MessageDigest.getInstance("SHA-256"), gzip, counted, Files.size(file));
        } catch (IOException e) {
            raw.close();
            throw e;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /**
     * Refuses what cannot be read twice: data sets are, first to know what they are.
     *
     * @throws DataException if it is a folder, a pipe or a device
     * @throws NoSuchFileException if there is nothing
     */
    public static void requireFile(Path file) throws NoSuchFileException {
        if (Files.isDirectory(file)) {
            throw new DataException(file + " is a folder; name a file in it");
        }
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (!Files.isRegularFile(file)) {
            throw new DataException(file + " is a pipe or a device, which can be read only once; save the data to a file and "
                    + "name that");
        }
    }

    /** The SHA-256 of a file's content in lower-case hexadecimal. */
    public static String sha256(Path file) throws IOException {
        return sha256(file, Long.MAX_VALUE);
    }

    /** The same of a file whose content has so many bytes at most; more is an IOException. */
    public static String sha256(Path file, long most) throws IOException {
        try (Content content = open(file, most)) {
            return content.sha256();
        }
    }

    /** Whether the file is gzip. */
    public boolean gzip() {
        return gzip;
    }

    /** The share of the file, as it is stored, that was read. */
    public double share() {
        return size == 0 ? 1 : Math.min(1, (double) file.count() / size);
    }

    /** Ends the reading: what is left of a gzip file is read, as its checksums stand behind it. */
    public void finish() throws IOException {
        if (gzip) {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** Reads what is left and returns the SHA-256 of all that was read, in lower-case hexadecimal; to be called once. */
    public String sha256() throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
        return HexFormat.of().formatHex(digest.digest());
    }

    /** What a failure to read a file means for the one who gave it. */
    public static DataException explain(Path file, IOException e) {
        if (e instanceof NoSuchFileException) {
            return new DataException(file + " does not exist; check the path", e);
        }
        if (e instanceof ZipException || e instanceof EOFException) {
            return new DataException(file + " is a damaged or truncated gzip file (" + e.getMessage() + "); get it again", e);
        }
        return new DataException(file + " cannot be read: " + e, e);
    }
}
