package bn.experiments.result;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A directory for results. Each file is written atomically, see {@link OutputFile}, and then to its mirror, if it has one. */
public final class OutputDirectory implements AutoCloseable {
    private final Path path;
    private final Optional<FolderMirror> mirror;
    private DirectoryLock lock;

    /**
     * Creates the directory if needed and checks that files can be created in it. Stale temporary files are deleted.
     *
     * @throws BnException if it cannot be created or written to
     */
    public OutputDirectory(Path path) {
        this(path, true, Optional.empty());
    }

    /**
     * The same directory as the working copy of another place. What is written and deleted here is so there, in the same order.
     *
     * @param path has the files that are there
     * @param mirror closed with this object
     * @throws BnException if the directory cannot be created or written to
     */
    public OutputDirectory(Path path, FolderMirror mirror) {
        this(path, true, Optional.of(mirror));
    }

    /**
     * An existing directory, for reading. {@link #lock} checks whether it can be written to.
     *
     * @throws InvalidRequestException if it does not exist
     */
    public static OutputDirectory existing(Path path) {
        if (!Files.isDirectory(path)) {
            throw new InvalidRequestException(path + " is not a folder; give the folder of results");
        }
        return new OutputDirectory(path, false, Optional.empty());
    }

    private OutputDirectory(Path path, boolean written, Optional<FolderMirror> mirror) {
        this.path = path;
        this.mirror = mirror;
        try {
            if (written) {
                TemporaryFile.prepare(path);
            }
        } catch (IOException e) {
            throw new BnException("cannot write to the folder " + path + ": " + Reason.of(e) + "; choose another", e);
        }
    }

    /**
     * Creates the directory if needed and locks it.
     *
     * @throws BnException if it cannot be created or written to, or another process or thread has locked it
     */
    public static OutputDirectory locked(Path path) {
        OutputDirectory directory = new OutputDirectory(path);
        directory.lock();
        return directory;
    }

    /**
     * Locks the directory until this object is closed. While it is locked, every {@link #write} checks that it is still the same
     * directory. Stale temporary files are deleted.
     *
     * @throws BnException if another process or thread has locked it
     */
    public void lock() {
        lock = DirectoryLock.acquire(path);
        TemporaryFile.deleteStale(path);
    }

    /** Whether this object holds the lock. */
    public boolean isLocked() {
        return lock != null;
    }

    /** The path of the directory. */
    public Path path() {
        return path;
    }

    /** The path of a file in the directory. */
    public Path file(String name) {
        return path.resolve(name);
    }

    /** What users call the directory. */
    public String label() {
        return mirror.map(FolderMirror::name).orElseGet(path::toString);
    }

    /** What users call a file in the directory. */
    public String label(String name) {
        return mirror.map(other -> other.name() + "/" + name).orElseGet(() -> file(name).toString());
    }

    /** Whether the directory has a file of this name. */
    public boolean has(String name) {
        return Files.exists(file(name));
    }

    /**
     * Reads a file.
     *
     * @throws BnException if it does not exist or cannot be read
     */
    public byte[] read(String name) {
        try {
            return Files.readAllBytes(file(name));
        } catch (IOException e) {
            throw new BnException("cannot read " + file(name) + ": " + Reason.of(e), e);
        }
    }

    /** Writes a text file in UTF-8, replacing an existing one; see {@link OutputFile#write(String)}. */
    public Path write(String name, String text) {
        return write(name, OutputFile.text(text));
    }

    /** Writes a file, replacing an existing one; see {@link OutputFile#write(OutputFile.Content)}. */
    public Path write(String name, OutputFile.Content content) {
        check();
        Path written = OutputFile.unchecked(file(name)).write(content);
        mirror.ifPresent(other -> other.written(name, written));
        return written;
    }

    private void check() {
        if (lock != null) {
            lock.check();
        }
    }

    private void requireNoMirror() {
        if (mirror.isPresent()) {
            throw new IllegalStateException("in a folder with a mirror, files are written as a whole");
        }
    }

    /**
     * Opens an existing file for appending.
     *
     * @param bytes the length to which the file is truncated first
     * @throws BnException if it cannot be written to
     */
    public AppendOnlyFile append(String name, long bytes) {
        requireNoMirror();
        return new AppendOnlyFile(file(name), this::check, bytes);
    }

    /**
     * Keeps the present content of a file under another name, on the disk, so that the file can be replaced.
     *
     * @throws BnException if it cannot be written
     */
    public void backUp(String name, String other) {
        requireNoMirror();
        delete(other);
        try {
            try {
                Files.createLink(file(other), OutputTarget.of(file(name)).file());
                Disk.syncDirectory(path);
            } catch (FileSystemException | UnsupportedOperationException e) {
                // The file system has no hard links, or the file is on another file system: copy it.
                write(other, out -> Files.copy(file(name), out));
            }
        } catch (IOException e) {
            throw new BnException("cannot write " + file(other) + ": " + Reason.of(e), e);
        }
    }

    /**
     * Undoes {@link #backUp}: renames the other file back.
     *
     * @throws BnException if it cannot be renamed
     */
    public void restore(String other, String name) {
        requireNoMirror();
        check();
        OutputFile.unchecked(file(name)).replaceWith(file(other));
    }

    /**
     * Deletes a file if it exists.
     *
     * @throws BnException if it cannot be deleted
     */
    public void delete(String name) {
        check();
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            throw new BnException("cannot delete " + file(name) + ": " + Reason.of(e), e);
        }
        mirror.ifPresent(other -> other.deleted(name));
    }

    /** Unlocks the directory if it is locked. */
    @Override
    public void close() {
        mirror.ifPresent(FolderMirror::close);
        if (lock != null) {
            lock.close();
            lock = null;
        }
    }
}
