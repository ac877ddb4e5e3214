package bn.experiments.result;

import bn.api.BnException;
import bn.api.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/** A folder for results. Each file appears whole or not at all, as {@link OutputFile} says. */
public final class OutputFolder implements AutoCloseable {
    private final Path path;
    private final Set<String> unsynced = new LinkedHashSet<>();
    private FolderLock lock;

    /**
     * The folder, made if need be, and tried out. What a process left there when it was killed while it wrote a file is deleted.
     *
     * @throws BnException if it cannot be made or written to
     */
    public OutputFolder(Path path) {
        this(path, true);
    }

    /**
     * A folder that is there, to be read; {@link #lock} tries whether it can be written to.
     *
     * @throws UsageException if it is not there
     */
    public static OutputFolder existing(Path path) {
        if (!Files.isDirectory(path)) {
            throw new UsageException(path + " is no folder; give the folder of results");
        }
        return new OutputFolder(path, false);
    }

    private OutputFolder(Path path, boolean written) {
        this.path = path;
        try {
            if (written) {
                Temporary.prepare(path);
            }
        } catch (IOException e) {
            throw new BnException("cannot write to the folder " + path + ": " + Reason.of(e) + "; choose another", e);
        }
    }

    /**
     * The folder, made and locked.
     *
     * @throws BnException if it cannot be made or written to, or another process or thread writes to it
     */
    public static OutputFolder locked(Path path) {
        OutputFolder folder = new OutputFolder(path);
        folder.lock();
        return folder;
    }

    /**
     * Keeps all others from writing to it until it is closed. Every {@link #write} then makes sure that it is still the same folder. What a process left there when it was killed is deleted.
     *
     * @throws BnException if another process or thread writes to it
     */
    public void lock() {
        lock = FolderLock.of(path);
        Temporary.sweep(path);
    }

    /** Whether {@link #lock} keeps others away now. */
    public boolean isLocked() {
        return lock != null;
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** The place of a file in it. */
    public Path file(String name) {
        return path.resolve(name);
    }

    /** Whether a file is in it. */
    public boolean has(String name) {
        return Files.exists(file(name));
    }

    /**
     * Reads a file.
     *
     * @throws BnException if it is not there or cannot be read
     */
    public byte[] read(String name) {
        try {
            return Files.readAllBytes(file(name));
        } catch (IOException e) {
            throw new BnException("cannot read " + file(name) + ": " + Reason.of(e), e);
        }
    }

    /** Writes a text file in UTF-8, in place of an older one; see {@link OutputFile#write(String)}. */
    public Path write(String name, String text) {
        return write(name, OutputFile.text(text));
    }

    /** Writes a file, in place of an older one; see {@link OutputFile#write(OutputFile.Content)}. */
    public Path write(String name, OutputFile.Content content) {
        return write(name, content, true);
    }

    /**
     * Writes a file, in place of an older one.
     *
     * @param sync whether it is to be on the disk before it is in its place; else it is there after {@link #sync}, and a power cut
     *         before that may leave the file damaged
     */
    public Path write(String name, OutputFile.Content content, boolean sync) {
        if (lock != null) {
            lock.check();
        }
        Path file = OutputFile.untried(file(name)).write(content, sync);
        if (!sync) {
            unsynced.add(name);
        }
        return file;
    }

    /**
     * Brings files to the disk that were written without that.
     *
     * @throws BnException if that fails
     */
    public void sync() {
        for (String name : unsynced) {
            OutputFile.untried(file(name)).sync();
        }
        unsynced.clear();
    }

    /** Brings to the disk what is not there yet, and unlocks the folder if it is locked. */
    @Override
    public void close() {
        try {
            sync();
        } finally {
            if (lock != null) {
                lock.close();
                lock = null;
            }
        }
    }
}
