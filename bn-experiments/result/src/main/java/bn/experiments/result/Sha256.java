package bn.experiments.result;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 digests as text. */
public final class Sha256 {

    private Sha256() {}

    /** A new digest. */
    public static MessageDigest start() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /** Completes a digest and returns it as 64 hexadecimal digits in lower case. */
    public static String text(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The digest of the bytes of a file. */
    public static String of(Path file) throws IOException {
        MessageDigest digest = start();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return text(digest);
    }

    /** The digest of bytes. */
    public static String of(byte[] bytes) {
        MessageDigest digest = start();
        digest.update(bytes);
        return text(digest);
    }
}
