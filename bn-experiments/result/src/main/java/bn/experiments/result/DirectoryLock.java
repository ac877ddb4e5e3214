package bn.experiments.result;

import bn.api.BnException;
import java.io.IOException;
import java.nio.file.Path;

/** The right to write to a directory, which one process has at a time and in it one thread. */
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
     * @throws BnException if another process or thread has it, or nothing can be written there
     */
    static DirectoryLock acquire(Path directory) {
        try {
            return new DirectoryLock(directory, LockFile.acquire(LockFile.forDirectory(directory.toRealPath())).orElseThrow(() -> busy(directory, "folder")));
        } catch (IOException e) {
            throw new BnException("cannot lock the folder " + directory + " to write to it: " + Reason.of(e) + "; choose another", e);
        }
    }

    /** The error that another process writes to a directory. */
    static BnException busy(Path directory, String other) {
        return new BnException("another process is writing to " + directory + "; wait until it has ended, or choose another " + other);
    }

    /**
     * Makes sure that the directory is still the one that was locked.
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
