package bn.experiments.data.fetch;

import bn.experiments.data.GunzippedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The published size and checksum of a file.
 *
 * @param algorithm the name of the algorithm, such as MD5
 * @param gunzipped whether size and checksum are those of the decompressed content, since mirrors compress the file differently;
 *         otherwise they are those of the file
 * @param size the size in bytes
 * @param hex the checksum in lower-case hexadecimal
 */
public record Checksum(String algorithm, boolean gunzipped, long size, String hex) {

    /** The SHA-256 of the decompressed content. */
    static Checksum ofContent(long size, String hex) {
        return new Checksum("SHA-256", true, size, hex);
    }

    /** The SHA-256 of the file. */
    static Checksum sha256(long size, String hex) {
        return new Checksum("SHA-256", false, size, hex);
    }

    /** The MD5 of the file. Many authors publish it. It detects accidental damage; HTTPS protects against manipulation. */
    static Checksum md5(long size, String hex) {
        return new Checksum("MD5", false, size, hex);
    }

    /** The kind of checksum, for messages. */
    String label() {
        return "the " + (gunzipped ? "content" : "file") + "'s " + algorithm;
    }

    /**
     * The maximum size of the file in bytes. For gzip this allows for incompressible data: 5 bytes per block of 16 KiB, and a
     * header.
     */
    long most() {
        return gunzipped ? size + size / 1024 + 1024 : size;
    }

    /** Whether the file can have this size. */
    boolean allows(long length) {
        return gunzipped ? length <= most() : length == size;
    }

    /** The expected size, for messages. */
    String expected() {
        return (gunzipped ? "at most " : "") + most();
    }

    /**
     * Says why a file does not match; empty if it matches. At most the expected number of bytes is read or decompressed.
     */
    Optional<String> mismatch(Path file) {
        try {
            long length = Files.size(file);
            if (!allows(length)) {
                return Optional.of("the file has " + length + " bytes, not " + expected());
            }
            String found = gunzipped ? GunzippedFile.sha256(file, size) : ofFile(file);
            return found.equals(hex) ? Optional.empty() : Optional.of(label() + " is " + found + ", not " + hex);
        } catch (IOException e) {
            return Optional.of("the file cannot be read, or is not a whole gzip file (" + e.getMessage() + ")");
        }
    }

    private String ofFile(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has " + algorithm, e);
        }
    }
}
