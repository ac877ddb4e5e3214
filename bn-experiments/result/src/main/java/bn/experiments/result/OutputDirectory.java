package bn.experiments.result;

import bn.api.BnException;
import bn.api.UsageException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory for results. Each file appears whole or not at all, as {@link OutputFile} says. */
public final class OutputDirectory implements AutoCloseable {
    private final Path path;
    private DirectoryLock lock;

    /**
     * The directory, made if need be, and tried out. What a process left there when it was killed while it wrote a file is deleted.
     *
     * @throws BnException if it cannot be made or written to
     */
    public OutputDirectory(Path path) {
        this(path, true);
    }

    /**
     * A directory that is there, to be read; {@link #lock} tries whether it can be written to.
     *
     * @throws UsageException if it is not there
     */
    public static OutputDirectory existing(Path path) {
        if (!Files.isDirectory(path)) {
            throw new UsageException(path + " is no folder; give the folder of results");
        }
        return new OutputDirectory(path, false);
    }

    private OutputDirectory(Path path, boolean written) {
        this.path = path;
        try {
            if (written) {
                TemporaryFile.prepare(path);
            }
        } catch (IOException e) {
            throw new BnException("cannot write to the folder " + path + ": " + Reason.of(e) + "; choose another", e);
        }
    }

    /**
     * The directory, made and locked.
     *
     * @throws BnException if it cannot be made or written to, or another process or thread writes to it
     */
    public static OutputDirectory locked(Path path) {
        OutputDirectory directory = new OutputDirectory(path);
        directory.lock();
        return directory;
    }

    /**
     * Keeps all others from writing to it until it is closed. Every {@link #write} then makes sure that it is still the same directory. What a process left there when it was killed is deleted.
     *
     * @throws BnException if another process or thread writes to it
     */
    public void lock() {
        lock = DirectoryLock.acquire(path);
        TemporaryFile.deleteStale(path);
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
        check();
        return OutputFile.unchecked(file(name)).write(content);
    }

    private void check() {
        if (lock != null) {
            lock.check();
        }
    }

    /**
     * Opens a file that is there to add to it.
     *
     * @param bytes how much of it is kept; what follows is cut off
     * @throws BnException if it cannot be written to
     */
    public AppendOnlyFile append(String name, long bytes) {
        return new AppendOnlyFile(file(name), this::check, bytes);
    }

    /**
     * Keeps what a file holds now under another name, on the disk, whatever is written in its place later.
     *
     * @throws BnException if that fails
     */
    public void backUp(String name, String other) {
        delete(other);
        try {
            try {
                Files.createLink(file(other), OutputTarget.of(file(name)).file());
                Disk.syncDirectory(path);
            } catch (FileSystemException | UnsupportedOperationException e) {
                // No second name for one content: not on this file system, or the file is on another.
                write(other, out -> Files.copy(file(name), out));
            }
        } catch (IOException e) {
            throw new BnException("cannot write " + file(other) + ": " + Reason.of(e), e);
        }
    }

    /**
     * Puts what was kept back in its place.
     *
     * @throws BnException if that fails
     */
    public void restore(String other, String name) {
        check();
        OutputFile.unchecked(file(name)).replaceWith(file(other));
    }

    /**
     * Deletes a file, if it is there.
     *
     * @throws BnException if that fails
     */
    public void delete(String name) {
        check();
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            throw new BnException("cannot delete " + file(name) + ": " + Reason.of(e), e);
        }
    }

    /** Unlocks the directory if it is locked. */
    @Override
    public void close() {
        if (lock != null) {
            lock.close();
            lock = null;
        }
    }
}
