package bn.experiments.result;

import bn.api.BnException;
import java.io.IOException;
import java.nio.file.Path;

/** An exclusive lock on a directory: only one process, and only one thread in it, may write to the directory. */
final class DirectoryLock implements AutoCloseable {
    private final Path directory;
    private final LockFile file;

    private DirectoryLock(Path directory, LockFile file) {
        this.directory = directory;
        this.file = file;
    }

    /**
     * Locks a directory.
     *
     * @throws BnException if another process or thread holds the lock, or the directory is not writable
     */
    static DirectoryLock acquire(Path directory) {
        try {
            return new DirectoryLock(directory, LockFile.acquire(LockFile.forDirectory(directory.toRealPath()))
                    .orElseThrow(() -> busy(directory, "folder")));
        } catch (IOException e) {
            throw new BnException("cannot lock the folder " + directory + " to write to it: " + Reason.of(e) + "; choose another",
                    e);
        }
    }

    /**
     * The error that another process writes to a file or directory.
     *
     * @param path the file or directory
     * @param other what the user may choose instead
     */
    static BnException busy(Path path, String other) {
        return new BnException("another process is writing to " + path + "; wait until it has ended, or choose another " + other);
    }

    /**
     * Checks that the directory is still the one that was locked.
     *
     * @throws BnException if it was deleted or replaced
     */
    void check() {
        try {
            if (file.isInPlace()) {
                return;
            }
        } catch (IOException e) {
            throw new BnException("cannot write to " + directory + ": " + Reason.of(e), e);
        }
        throw new BnException("cannot write to " + directory + ": it was deleted or replaced while this command wrote to it");
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new BnException("cannot unlock " + directory + ": " + Reason.of(e), e);
        }
    }
}
