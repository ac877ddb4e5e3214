package bn.experiments.result;

import bn.api.BnException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * An exclusive lock on one file, independent of the path that leads to it: only one process, and only one thread in it, may write
 * the file. Other files of the directory can be written at the same time. A lock of another process on the whole directory
 * includes the file.
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
     * Locks a file, which need not exist.
     *
     * @param path the path that the user gave, for messages
     * @param target the file that is written, in an existing directory
     * @throws BnException if another process or thread has locked the file, or another process its directory
     */
    static SingleFileLock acquire(Path path, OutputTarget target) throws IOException {
        Path directory = target.file().getParent().toRealPath();
        Path lockFile = LockFile.forFile(directory, target.file().getFileName());
        SingleFileLock lock = new SingleFileLock(path, directory, LockFile.acquire(lockFile)
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
     * Checks that the file may still be written.
     *
     * @throws BnException if its directory was deleted or replaced, or another process has locked the directory
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
