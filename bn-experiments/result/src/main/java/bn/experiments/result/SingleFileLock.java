package bn.experiments.result;

import bn.api.BnException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The right to write one file, which one process has at a time and in it one thread, by whatever path. Other files of its directory may be
 * written meanwhile; if another process writes to the directory as a whole, the file is its own.
 */
final class SingleFileLock implements AutoCloseable {
    private final Path path;
    private final Path directory;
    private final LockFile file;

    private SingleFileLock(Path path, Path directory, LockFile file) {
        this.path = path;
        this.directory = directory;
        this.file = file;
    }

    /**
     * Locks a file, which need not be there.
     *
     * @param path as it is typed, for messages
     * @param place where it is to appear, in a directory that is there
     * @throws BnException if another process or thread writes it, or another process to its directory
     */
    static SingleFileLock acquire(Path path, OutputTarget target) throws IOException {
        Path directory = target.file().getParent().toRealPath();
        SingleFileLock lock = new SingleFileLock(path, directory, LockFile.acquire(LockFile.forFile(directory, target.file().getFileName()))
                .orElseThrow(() -> DirectoryLock.busy(path, "file")));
        try {
            lock.check();
            return lock;
        } catch (IOException | RuntimeException e) {
            lock.file.close();
            throw e;
        }
    }

    /**
     * Makes sure that the file is still nobody else's.
     *
     * @throws BnException if its directory was deleted or replaced, or another process began to write to that
     */
    void check() throws IOException {
        if (!file.isInPlace()) {
            throw new BnException("cannot write " + path + ": its folder was deleted or replaced while this command ran");
        }
        if (LockFile.isHeldByOtherProcess(LockFile.forDirectory(directory))) {
            throw DirectoryLock.busy(directory, "folder for " + path.getFileName());
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
