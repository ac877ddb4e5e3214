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

/**
 * A stream of the content of a file, which is decompressed if the file is gzip (by its first bytes, independent of its name), and
 * the SHA-256 of the content.
 */
public final class GunzippedFile extends FilterInputStream {
    private static final int GZIP_MAGIC = 0x1f8b;
    private static final int BUFFER = 1 << 16;

    private final MessageDigest digest;
    private final boolean gzip;
    private final CountingInputStream file;
    private final long size;

    private GunzippedFile(InputStream content, MessageDigest digest, boolean gzip, CountingInputStream file, long size) {
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
    public static GunzippedFile open(Path file) throws IOException {
        return open(file, Long.MAX_VALUE);
    }

    /**
     * Opens a file with a limit on its content, since a gzip file can expand to a thousand times its size.
     *
     * @param most the maximum number of bytes of the content; reading more is an IOException
     * @throws IOException as {@link #open(Path)}
     */
    public static GunzippedFile open(Path file, long most) throws IOException {
        requireFile(file);
        CountingInputStream counted = new CountingInputStream(Files.newInputStream(file));
        InputStream raw = new BufferedInputStream(counted, BUFFER);
        try {
            raw.mark(2);
            boolean gzip = (raw.read() << 8 | raw.read()) == GZIP_MAGIC;
            raw.reset();
            return new GunzippedFile(new LimitedInputStream(gzip ? new StrictGzipInputStream(raw, BUFFER) : raw, most),
                    MessageDigest.getInstance("SHA-256"), gzip, counted, Files.size(file));
        } catch (IOException e) {
            raw.close();
            throw e;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /**
     * Checks that a path is a regular file. Pipes and devices cannot be read twice, which reading a data set requires: the first
     * pass determines its layout.
     *
     * @throws DataException if it is a folder, a pipe or a device
     * @throws NoSuchFileException if it does not exist
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

    /** The same with a limit on the number of bytes of the content; more are an IOException. */
    public static String sha256(Path file, long most) throws IOException {
        try (GunzippedFile content = open(file, most)) {
            return content.sha256();
        }
    }

    /** Whether the file is compressed by gzip. */
    public boolean gzip() {
        return gzip;
    }

    /** The fraction of the stored (compressed) file that was read, from 0 to 1. */
    public double fractionRead() {
        return size == 0 ? 1 : Math.min(1, (double) file.count() / size);
    }

    /** Reads the rest of a gzip file, because its checksums are at its end. */
    public void finish() throws IOException {
        if (gzip) {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** Reads the rest and returns the SHA-256 of the whole content in lower-case hexadecimal. To be called once. */
    public String sha256() throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Converts a failure to read a file to an exception whose message tells the user what to do. */
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
