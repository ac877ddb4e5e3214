package bn.experiments.data.npy;

import bn.experiments.data.DataException;
import bn.experiments.data.GunzippedFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * A .npz file that is open for reading: a zip archive of .npy files. Its arrays can be read until it is closed. The checksum of
 * an array is verified when the array has been read to its end.
 */
public final class NpzFile implements AutoCloseable {
    private static final String SUFFIX = ".npy";
    private static final int BUFFER = 1 << 16;

    private final Path path;
    private final ZipFile zip;
    private final Map<String, ZipArchiveEntry> entries = new LinkedHashMap<>();

    /**
     * Opens a file.
     *
     * @throws DataException if it does not exist, is not a zip archive, or is damaged
     */
    public NpzFile(Path path) {
        this.path = path;
        try {
            GunzippedFile.requireFile(path);
            zip = open(path);
            try (ZipHeaders headers = new ZipHeaders(path)) {
                for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                    headers.check(entry);
                    add(entry);
                }
                headers.checkCount(entries.size());
            } catch (IOException | RuntimeException e) {
                zip.close();
                throw e;
            }
        } catch (IOException e) {
            throw NpyFile.explain(path.toString(), e);
        }
    }

    private static ZipFile open(Path path) throws IOException {
        try {
            return ZipFile.builder().setPath(path).get();
        } catch (IllegalArgumentException e) {
            // thrown for invalid numbers in a damaged directory
            throw (IOException) new ZipException("its directory is damaged").initCause(e);
        }
    }

    private void add(ZipArchiveEntry entry) {
        String file = entry.getName();
        String name = file.endsWith(SUFFIX) ? file.substring(0, file.length() - SUFFIX.length()) : file;
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new DataException(path + " has an array whose name is not valid text; it is damaged: get it again");
        }
        if (entries.put(name, entry) != null) {
            throw new DataException(path + " has two arrays '" + name + "'; save it again");
        }
    }

    /** Whether a file is a zip archive, by its first bytes; false if it cannot be read. */
    public static boolean isOne(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;           // the error is reported when the file is opened
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == 'P' && in.read() == 'K';
        } catch (IOException e) {
            return false;
        }
    }

    /** The names of the arrays, in the order of the file. */
    public List<String> names() {
        return List.copyOf(entries.keySet());
    }

    /** Whether there is an array of this name. */
    public boolean has(String name) {
        return entries.containsKey(name);
    }

    /**
     * Opens an array.
     *
     * @throws DataException if there is no array of this name, or it cannot be read
     */
    public NpyArray array(String name) {
        ZipArchiveEntry entry = entries.get(name);
        if (entry == null) {
            throw new DataException(path + " has no array '" + name + "'; it has " + String.join(", ", names()));
        }
        String where = path + ", array '" + name + "'";
        try {
            InputStream content = new ZipEntryInputStream(zip.getInputStream(entry), entry.getSize(), entry.getCrc());
            return new NpyArray(where, new BufferedInputStream(content, BUFFER), entry.getSize(), true);
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
