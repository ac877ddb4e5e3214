package bn.experiments.model.keras;

import bn.api.BnException;
import bn.experiments.model.ModelFile;
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
 * The parts of a file of Keras. Arrays are mapped into memory, not read; those in a zip file are unpacked to a temporary file, which
 * is deleted as soon as it is mapped.
 */
final class KerasArchive {
    static final String CONFIG = "config.json";
    static final String WEIGHTS = "model.weights.h5";

    private static final long LARGEST = Integer.MAX_VALUE;
    /** Configurations of the largest networks have a few megabytes. */
    private static final int LARGEST_TEXT = 64 << 20;
    /** Keras does not compress; zip files of weights that somebody compressed are not a hundredth of them. */
    private static final int MOST_COMPRESSED = 100;

    private KerasArchive() {}

    /** All bytes of an HDF5 file. */
    static ByteBuffer map(ModelFile file) {
        return map(file, file.path());
    }

    private static ByteBuffer map(ModelFile file, Path path) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            if (channel.size() > LARGEST) {
                throw new BnException(file.path() + " has arrays of " + (channel.size() >> 20)
                        + " MiB in one HDF5 file; at most 2,047 MiB are read");
            }
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
        } catch (IOException e) {
            throw new BnException("cannot read " + file.path() + ": " + Reason.of(e), e);
        }
    }

    /** A text of a zip file. */
    static byte[] text(ModelFile file, String name) {
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

    /** The arrays of a zip file. */
    static ByteBuffer weights(ModelFile file) {
        try (ZipFile zip = new ZipFile(file.path().toFile())) {
            ZipEntry entry = entry(file, zip, WEIGHTS);
            if (entry.getSize() > LARGEST || entry.getSize() / MOST_COMPRESSED > file.size()) {
                throw file.damaged(WEIGHTS + " says that it unpacks to " + entry.getSize() + " bytes");
            }
            Path copy = Files.createTempFile("bn-keras-", ".h5");
            try {
                try (InputStream in = zip.getInputStream(entry); OutputStream out = Files.newOutputStream(copy)) {
                    copy(file, in, out, entry.getSize());
                }
                return map(file, copy);
            } finally {
                delete(copy);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(file, WEIGHTS, e);
        }
    }

    private static void copy(ModelFile file, InputStream in, OutputStream out, long size) throws IOException {
        byte[] block = new byte[1 << 16];
        long left = size;
        for (int n = in.read(block); n >= 0; n = in.read(block)) {
            left -= n;
            if (left < 0) {
                throw file.damaged(WEIGHTS + " unpacks to more than the " + size + " bytes that it says");
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
