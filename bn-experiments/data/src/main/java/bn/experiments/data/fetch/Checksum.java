package bn.experiments.data.fetch;

import bn.experiments.data.Content;
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
 * A checksum by which a file is known.
 *
 * @param algorithm its name, such as MD5
 * @param gunzipped whether it is that of the content, however a mirror compresses it; else of the file as it is published
 * @param size bytes of what it is the checksum of
 * @param hex in lower-case hexadecimal
 */
public record Checksum(String algorithm, boolean gunzipped, long size, String hex) {

    /** The SHA-256 of the content. */
    static Checksum ofContent(long size, String hex) {
        return new Checksum("SHA-256", true, size, hex);
    }

    /** The SHA-256 of the file. */
    static Checksum sha256(long size, String hex) {
        return new Checksum("SHA-256", false, size, hex);
    }

    /** The MD5 of the file: what many authors publish, enough against damage on the way over HTTPS. */
    static Checksum md5(long size, String hex) {
        return new Checksum("MD5", false, size, hex);
    }

    /** What it is the checksum of, and how it was made. */
    String label() {
        return "the " + (gunzipped ? "content" : "file") + "'s " + algorithm;
    }

    /** The most bytes that a file can have: what cannot be compressed takes 5 bytes more in 16 KiB or more, and a header. */
    long most() {
        return gunzipped ? size + size / 1024 + 1024 : size;
    }

    /** Whether a file may have so many bytes. */
    boolean allows(long length) {
        return gunzipped ? length <= most() : length == size;
    }

    /** The number of bytes, in words. */
    String expected() {
        return (gunzipped ? "at most " : "") + most();
    }

    /**
     * Why a file is another one, in a few words; empty if it is this one. No more of it is read, and gunzipped, than it may have.
     */
    Optional<String> mismatch(Path file) {
        try {
            long length = Files.size(file);
            if (!allows(length)) {
                return Optional.of("the file has " + length + " bytes, not " + expected());
            }
            String found = gunzipped ? Content.sha256(file, size) : ofFile(file);
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
