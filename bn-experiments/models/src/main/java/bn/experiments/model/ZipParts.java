package bn.experiments.model;

import bn.api.BnException;
import bn.experiments.result.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The entries of a zip file with a network, and files as bytes. Arrays are mapped into memory, not read; those in a zip file are
 * unpacked to a temporary file, which is deleted as soon as it is mapped. What a file says about its sizes is checked while it is
 * unpacked.
 */
public final class ZipParts {
    private static final long LARGEST = Integer.MAX_VALUE;
    /** Configurations of the largest networks have a few megabytes. */
    private static final int LARGEST_TEXT = 64 << 20;
    /** Weights are hardly compressible: a zip file of them is not a hundredth. */
    private static final int MOST_COMPRESSED = 100;

    private ZipParts() {}

    /**
     * All bytes of a file.
     *
     * @throws BnException if they are more than 2,047 MiB, or cannot be read
     */
    public static ByteBuffer map(ModelFile file) {
        return map(file, file.path());
    }

    private static ByteBuffer map(ModelFile file, Path path) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            if (channel.size() > LARGEST) {
                throw new BnException(file.path() + " has " + (channel.size() >> 20)
                        + " MiB of weights in one file; at most 2,047 MiB are read");
            }
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
        } catch (IOException e) {
            throw new BnException("cannot read " + file.path() + ": " + Reason.of(e), e);
        }
    }

    /**
     * An entry that is text.
     *
     * @throws BnException if there is none, it is larger than 64 MiB, or it cannot be unpacked
     */
    public static byte[] text(ModelFile file, String name) {
        try (ZipFile zip = new ZipFile(file.path().toFile()); InputStream in = zip.getInputStream(entry(file, zip, name))) {
            byte[] text = in.readNBytes(LARGEST_TEXT);
            if (text.length == LARGEST_TEXT) {
                throw file.damaged(name + " has more than " + (LARGEST_TEXT >> 20) + " MiB");
            }
            return text;
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(file, name, e);
        }
    }

    /**
     * An entry that is numbers.
     *
     * @throws BnException if there is none, it is larger than it says or than 2,047 MiB, or it cannot be unpacked
     */
    public static ByteBuffer numbers(ModelFile file, String name) {
        try (ZipFile zip = new ZipFile(file.path().toFile())) {
            ZipEntry entry = entry(file, zip, name);
            if (entry.getSize() > LARGEST || entry.getSize() / MOST_COMPRESSED > file.size()) {
                throw file.damaged(name + " says that it unpacks to " + entry.getSize() + " bytes");
            }
            Path copy = Files.createTempFile("bn-weights-", ".tmp");
            try {
                try (InputStream in = zip.getInputStream(entry); OutputStream out = Files.newOutputStream(copy)) {
                    copy(file, name, in, out, entry.getSize());
                }
                return map(file, copy);
            } finally {
                delete(copy);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(file, name, e);
        }
    }

    private static void copy(ModelFile file, String name, InputStream in, OutputStream out, long size) throws IOException {
        byte[] block = new byte[1 << 16];
        long left = size;
        for (int n = in.read(block); n >= 0; n = in.read(block)) {
            left -= n;
            if (left < 0) {
                throw file.damaged(name + " unpacks to more than the " + size + " bytes that it says");
            }
            out.write(block, 0, n);
        }
    }

    /** Windows does not delete a file that is mapped; there it is deleted when the program ends. */
    private static void delete(Path copy) {
        try {
            Files.delete(copy);
        } catch (IOException e) {
            copy.toFile().deleteOnExit();
        }
    }

    private static ZipEntry entry(ModelFile file, ZipFile zip, String name) {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw file.damaged("it has no " + name);
        }
        return entry;
    }

    private static BnException unreadable(ModelFile file, String name, Exception e) {
        String reason = e instanceof IOException failure ? Reason.of(failure) : String.valueOf(e.getMessage());
        return new BnException(file.damaged(name + " cannot be unpacked: " + reason.lines().findFirst().orElse("")).getMessage(),
                e);
    }
}
