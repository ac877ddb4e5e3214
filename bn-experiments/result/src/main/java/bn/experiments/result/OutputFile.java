package bn.experiments.result;

import bn.api.BnException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A result file that is written atomically: the content is written to a temporary file, forced to the disk, and renamed to its
 * final name. When a write method returns, content and name survive a power cut. A symbolic link is kept and its target is
 * replaced; mode and owner of an existing file are kept. Directories, devices and read-only files are rejected.
 */
public final class OutputFile implements AutoCloseable {
    private final Path path;
    private SingleFileLock lock;

    private OutputFile(Path path) {
        this.path = path;
    }

    /** A file in an existing directory. Errors are found only when it is written. */
    static OutputFile unchecked(Path path) {
        return new OutputFile(path);
    }

    /**
     * A file. Its directory is created if needed, and checked by creating a temporary file.
     *
     * @throws BnException if the file cannot be written there
     */
    public static OutputFile at(Path path) {
        OutputFile file = new OutputFile(path);
        try {
            TemporaryFile.prepare(OutputTarget.of(path).file().getParent());
            return file;
        } catch (IOException e) {
            throw file.failure(e);
        }
    }

    /**
     * A file that is locked until this object is closed. The lock is on the file itself, independent of the path that leads to
     * it.
     *
     * @throws BnException if the file cannot be written there, or another process or thread has locked it
     */
    public static OutputFile locked(Path path) {
        OutputFile file = at(path);
        try {
            file.lock = SingleFileLock.acquire(path, OutputTarget.of(path));
            return file;
        } catch (IOException e) {
            throw file.failure(e);
        }
    }

    /** The path of the file. */
    public Path path() {
        return path;
    }

    /** Whether another path leads to the same existing file, which writing would replace. */
    public boolean replaces(Path other) {
        try {
            return Files.exists(path) && Files.exists(other) && Files.isSameFile(path, other);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Writes text in UTF-8; see {@link #write(Content)}. */
    public Path write(String text) {
        return write(text(text));
    }

    static Content text(String text) {
        return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes the file, replacing an existing one.
     *
     * @return the path of the file
     * @throws BnException if it cannot be written; an existing file is then unchanged
     */
    public Path write(Content content) {
        try {
            if (lock != null) {
                lock.check();
            }
            OutputTarget target = OutputTarget.of(path);
            try (TemporaryFile temporary = TemporaryFile.createFor(target)) {
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(temporary.channel())) {
                    @Override
                    public void close() throws IOException {
                        // Only flushes: closing the channel would release its lock before the file is renamed.
                        flush();
                    }
                };
                content.writeTo(out);
                out.flush();
                temporary.moveTo(target);
            }
            return path;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /**
     * Renames a complete file to this one and forces both content and name to the disk.
     *
     * @param complete a file in the same directory
     * @throws BnException if it cannot be renamed; an existing file is then unchanged
     */
    public void replaceWith(Path complete) {
        try {
            OutputTarget target = OutputTarget.of(path);
            Disk.sync(complete);
            Files.move(complete, target.file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Disk.syncDirectory(target.file().getParent());
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Releases the lock, if there is one. */
    @Override
    public void close() {
        if (lock != null) {
            try {
                lock.close();
            } catch (IOException e) {
                throw new BnException("cannot unlock " + path + ": " + Reason.of(e), e);
            }
        }
    }

    private BnException failure(IOException e) {
        return new BnException("cannot write " + path + ": " + Reason.of(e), e);
    }

    /** The content of a file. */
    @FunctionalInterface
    public interface Content {

        /** Writes all of the content. */
        void writeTo(OutputStream out) throws IOException;
    }
}
