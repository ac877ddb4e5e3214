package bn.experiments.result;

import bn.api.BnException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The right to write one file, which one process has at a time and in it one thread, by whatever path. Other files of its folder may be
 * written meanwhile; if another process writes to the folder as a whole, the file is its own.
 */
final class SingleFileLock implements AutoCloseable {
    private final Path path;
    private final Path folder;
    private final LockFile file;

    private SingleFileLock(Path path, Path folder, LockFile file) {
        this.path = path;
        this.folder = folder;
        this.file = file;
    }

    /**
     * Locks a file, which need not be there.
     *
     * @param path as it is typed, for messages
     * @param place where it is to appear, in a folder that is there
     * @throws BnException if another process or thread writes it, or another process to its folder
     */
    static SingleFileLock of(Path path, Place place) throws IOException {
        Path folder = place.file().getParent().toRealPath();
        SingleFileLock lock = new SingleFileLock(path, folder, LockFile.of(LockFile.ofFile(folder, place.file().getFileName()))
                .orElseThrow(() -> FolderLock.busy(path, "file")));
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
     * @throws BnException if its folder was deleted or replaced, or another process began to write to that
     */
    void check() throws IOException {
        if (!file.isInPlace()) {
            throw new BnException("cannot write " + path + ": its folder was deleted or replaced while this command ran");
        }
        if (LockFile.isTakenElsewhere(LockFile.ofFolder(folder))) {
            throw FolderLock.busy(folder, "folder for " + path.getFileName());
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
