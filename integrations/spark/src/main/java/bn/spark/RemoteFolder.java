package bn.spark;

import bn.api.BnException;
import bn.experiments.result.FolderMirror;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A folder for results in a file system that Hadoop knows, of which a folder of this machine is the working copy. */
final class RemoteFolder implements FolderMirror {
    private final RemoteFiles files;
    private final RemoteLock lock;

    private RemoteFolder(RemoteFiles files, RemoteLock lock) {
        this.files = files;
        this.lock = lock;
    }

    /**
     * Locks a folder.
     *
     * @throws BnException if another process writes to it
     */
    static RemoteFolder open(RemoteFiles files, RemoteLock.Times times, Consumer<String> notes) throws IOException {
        return new RemoteFolder(files, RemoteLock.acquire(files, times, notes));
    }

    /** Copies what is there to an empty folder of this machine. */
    void restore(Path to) throws IOException {
        files.repair();
        for (String name : files.names()) {
            files.read(name, to.resolve(name));
        }
    }

    @Override
    public String name() {
        return files.address();
    }

    @Override
    public void written(String file, Path content) {
        change("write", file, () -> files.write(file, content));
    }

    @Override
    public void deleted(String file) {
        change("delete", file, () -> files.delete(file));
    }

    private interface Change {
        void run() throws IOException;
    }

    private void change(String what, String file, Change change) {
        try {
            lock.check();
            change.run();
        } catch (IOException e) {
            throw new BnException("cannot " + what + " " + files.address() + "/" + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        lock.close();
    }
}
