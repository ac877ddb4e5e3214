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

/**
 * A checksum by which a file is known.
 *
 * @param algorithm its name, such as MD5
 * @param gunzipped whether it is that of the content, however a mirror compresses it; else of the file as it is published
 * @param hex in lower-case hexadecimal
 */
public record Checksum(String algorithm, boolean gunzipped, String hex) {

    /** The SHA-256 of the content. */
    static Checksum ofContent(String hex) {
        return new Checksum("SHA-256", true, hex);
    }

    /** The SHA-256 of the file. */
    static Checksum sha256(String hex) {
        return new Checksum("SHA-256", false, hex);
    }

    /** The MD5 of the file: what many authors publish, enough against damage on the way over HTTPS. */
    static Checksum md5(String hex) {
        return new Checksum("MD5", false, hex);
    }

    /** What it is the checksum of, and how it was made. */
    String label() {
        return "the " + (gunzipped ? "content" : "file") + "'s " + algorithm;
    }

    /**
     * The hexadecimal that a file has instead, or the same.
     *
     * @throws IOException if it cannot be read, or gunzipped where it has to be
     */
    String of(Path file) throws IOException {
        if (gunzipped) {
            return Content.sha256(file);
        }
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has " + algorithm, e);
        }
    }
}
