package bn.experiments.result;

import bn.api.BnException;
import java.io.IOException;
import java.nio.file.Path;

/** The right to write to a folder, which one process has at a time and in it one thread. */
final class FolderLock implements AutoCloseable {
    private final Path folder;
    private final LockFile file;

    private FolderLock(Path folder, LockFile file) {
        this.folder = folder;
        this.file = file;
    }

    /**
     * Locks a folder.
     *
     * @throws BnException if another process or thread has it, or nothing can be written there
     */
    static FolderLock of(Path folder) {
        try {
            return new FolderLock(folder, LockFile.of(LockFile.ofFolder(folder.toRealPath())).orElseThrow(() -> busy(folder, "folder")));
        } catch (IOException e) {
            throw new BnException("cannot lock the folder " + folder + " to write to it: " + Reason.of(e) + "; choose another", e);
        }
    }

    /** The error that another process writes to a folder. */
    static BnException busy(Path folder, String other) {
        return new BnException("another process is writing to " + folder + "; wait until it has ended, or choose another " + other);
    }

    /**
     * Makes sure that the folder is still the one that was locked.
     *
     * @throws BnException if it was deleted or replaced
     */
    void check() {
        try {
            if (file.isInPlace()) {
                return;
            }
        } catch (IOException e) {
            throw new BnException("cannot write to " + folder + ": " + Reason.of(e), e);
        }
        throw new BnException("cannot write to " + folder + ": it was deleted or replaced while this command wrote to it");
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new BnException("cannot unlock " + folder + ": " + Reason.of(e), e);
        }
    }
}
