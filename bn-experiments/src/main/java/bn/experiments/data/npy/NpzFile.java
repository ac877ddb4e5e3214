package bn.experiments.data.npy;

import bn.experiments.data.DataException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A .npz file, open for reading: a zip archive of .npy files. Its arrays can be read until it is closed. */
public final class NpzFile implements AutoCloseable {
    private static final String SUFFIX = ".npy";

    private final Path path;
    private final ZipFile zip;

    /**
     * Opens a file.
     *
     * @throws DataException if it is not there or no zip archive
     */
    public NpzFile(Path path) {
        this.path = path;
        try {
            zip = new ZipFile(path.toFile());
        } catch (IOException e) {
            throw NpyFile.explain(path.toString(), e);
        }
    }

    /** Whether a file is an archive, by its first bytes; false if it cannot be read. */
    public static boolean isOne(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == 'P' && in.read() == 'K';
        } catch (IOException e) {
            return false;           // opening it for good says what is wrong
        }
    }

    /** Whether there is an array of that name. */
    public boolean has(String name) {
        return zip.getEntry(name + SUFFIX) != null;
    }

    /**
     * Opens an array.
     *
     * @throws DataException if there is none of that name, or it cannot be read
     */
    public NpyArray array(String name) {
        ZipEntry entry = zip.getEntry(name + SUFFIX);
        if (entry == null) {
            throw new DataException(path + " has no array '" + name + "'; it has " + zip.stream().map(ZipEntry::getName)
                    .map(file -> file.endsWith(SUFFIX) ? file.substring(0, file.length() - SUFFIX.length()) : file)
                    .collect(Collectors.joining(", ")));
        }
        String where = path + ", array '" + name + "'";
        try {
            return new NpyArray(where, new BufferedInputStream(zip.getInputStream(entry), 1 << 16), entry.getSize());
        } catch (IOException e) {
            throw NpyFile.explain(where, e);
        }
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw NpyFile.explain(path.toString(), e);
        }
    }
}
