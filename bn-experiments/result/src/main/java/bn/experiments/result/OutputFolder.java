package bn.experiments.result;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder for results. Each file appears whole or not at all, as {@link OutputFile} says. */
public final class OutputFolder implements AutoCloseable {
    private final Path path;
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
     * @throws InvalidRequestException if it is not there
     */
    public static OutputFolder existing(Path path) {
        if (!Files.isDirectory(path)) {
            throw new InvalidRequestException(path + " is no folder; give the folder of results");
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
        check();
        return OutputFile.untried(file(name)).write(content);
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
    public AppendedFile append(String name, long bytes) {
        return new AppendedFile(file(name), this::check, bytes);
    }

    /**
     * Keeps what a file holds now under another name, on the disk, whatever is written in its place later.
     *
     * @throws BnException if that fails
     */
    public void keep(String name, String other) {
        delete(other);
        try {
            try {
                Files.createLink(file(other), Place.of(file(name)).file());
                Disk.syncFolder(path);
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
    public void putBack(String other, String name) {
        check();
        OutputFile.untried(file(name)).take(file(other));
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

    /** Unlocks the folder if it is locked. */
    @Override
    public void close() {
        if (lock != null) {
            lock.close();
            lock = null;
        }
    }
}
