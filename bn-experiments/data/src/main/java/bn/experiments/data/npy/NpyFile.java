package bn.experiments.data.npy;

import bn.experiments.data.DataException;
import bn.experiments.data.GunzippedFile;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.ZipException;

/** Opens .npy files. */
public final class NpyFile {
    private NpyFile() {}

    /**
     * Opens the array in a file.
     *
     * @throws DataException if the file cannot be read or does not contain a supported array
     */
    public static NpyArray open(Path file) {
        try {
            GunzippedFile.requireFile(file);
            InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
            try {
                return new NpyArray(file.toString(), in, Files.size(file), false);
            } catch (IOException | RuntimeException e) {
                in.close();
                throw e;
            }
        } catch (IOException e) {
            throw explain(file.toString(), e);
        }
    }

    /** Converts a failure to read an array to an exception whose message tells the user what to do. */
    static DataException explain(String where, IOException e) {
        if (e instanceof NoSuchFileException) {
            return new DataException(where + " does not exist; check the path", e);
        }
        if (e instanceof EOFException || e instanceof ZipException) {
            return new DataException(where + " is damaged or truncated (" + e.getMessage() + "); get it again", e);
        }
        return new DataException(where + " cannot be read: " + e, e);
    }
}
