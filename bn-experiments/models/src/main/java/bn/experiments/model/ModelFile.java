package bn.experiments.model;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.api.Shape;
import bn.experiments.result.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A file that may hold a trained network, and what formats look at to recognise it.
 *
 * @param path where it is
 * @param size its size in bytes
 * @param head its first bytes, up to {@value #HEAD}
 * @param entries the names of its entries if it is a zip file, in their order; otherwise empty
 * @param images the size of the images that the network reads, C x H x W, if the user says it; for files that do not
 */
public record ModelFile(Path path, long size, byte[] head, Set<String> entries, Optional<Shape> images) {
    private static final int HEAD = 4096;

    /**
     * Looks at a file.
     *
     * @throws InvalidRequestException if there is no such file
     * @throws BnException if it cannot be read
     */
    public static ModelFile of(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new InvalidRequestException("there is no file " + path);
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] head = in.readNBytes(HEAD);
            return new ModelFile(path, Files.size(path), head, startsWith(head, 'P', 'K', 3, 4) ? zipEntries(path) : Set.of(),
                    Optional.empty());
        } catch (ZipException e) {
            throw damaged(path, "its zip archive cannot be read (" + Reason.of(e) + "), perhaps since it is cut off", e);
        } catch (IOException e) {
            throw new BnException("cannot read " + path + ": " + Reason.of(e), e);
        }
    }

    private static Set<String> zipEntries(Path path) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        try (ZipFile zip = new ZipFile(path.toFile())) {
            zip.stream().forEach(entry -> names.add(entry.getName()));
        }
        return names;
    }

    /** The same file, whose images have this size where it does not say it. */
    public ModelFile withImages(Shape size) {
        return new ModelFile(path, this.size, head, entries, Optional.of(size));
    }

    /** Whether the file begins with these bytes. */
    public boolean startsWith(int... bytes) {
        return startsWith(head, bytes);
    }

    /** Whether it begins as a file of safetensors: the length of a header, 8 bytes in little-endian order, and a brace. */
    public boolean isSafetensors() {
        return head.length > Long.BYTES && head[Long.BYTES] == '{'
                && ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong() > 0;
    }

    private static boolean startsWith(byte[] head, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (i >= head.length || head[i] != (byte) bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** The error of a file that violates its format. */
    public BnException damaged(String what) {
        return damaged(path, what, null);
    }

    private static BnException damaged(Path path, String what, Throwable cause) {
        return new BnException(path + " is damaged: " + what + "; get it again from where it came from, or make it again", cause);
    }
}
