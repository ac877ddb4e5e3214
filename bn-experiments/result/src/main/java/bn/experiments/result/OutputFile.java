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
 * A file for results, which appears whole or not at all: it is written under another name, brought to the disk and renamed, and
 * only then is it said to be written. The rename is on the disk then, too. A link stays, and the file that it leads to is
 * replaced; mode and owner of an older file are kept. Folders, devices and read-only files are refused.
 */
public final class OutputFile implements AutoCloseable {
    private final Path path;
    private SingleFileLock lock;

    private OutputFile(Path path) {
        this.path = path;
    }

    /** A file in a folder that is there; whether it can be written is seen when it is. */
    static OutputFile untried(Path path) {
        return new OutputFile(path);
    }

    /**
     * A file, whose folder is made if need be, and tried out.
     *
     * @throws BnException if it cannot be written there
     */
    public static OutputFile at(Path path) {
        OutputFile file = new OutputFile(path);
        try {
            Temporary.prepare(Place.of(path).file().getParent());
            return file;
        } catch (IOException e) {
            throw file.failure(e);
        }
    }

    /**
     * Likewise, and nobody else writes it until this is closed, by whatever path.
     *
     * @throws BnException if it cannot be written there, or another process or thread writes it
     */
    public static OutputFile locked(Path path) {
        OutputFile file = at(path);
        try {
            file.lock = SingleFileLock.of(path, Place.of(path));
            return file;
        } catch (IOException e) {
            throw file.failure(e);
        }
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Whether another path leads to the same file, so that writing would replace that, too. */
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
     * Writes all of it, in place of an older one.
     *
     * @return where it is
     * @throws BnException if that fails; an older file is then left as it was
     */
    public Path write(Content content) {
        try {
            if (lock != null) {
                lock.check();
            }
            Place place = Place.of(path);
            try (Temporary temporary = Temporary.at(place)) {
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(temporary.channel())) {
                    @Override
                    public void close() throws IOException {
                        // Only flushed: to close it would give up the lock before the file is in its place.
                        flush();
                    }
                };
                content.writeTo(out);
                out.flush();
                temporary.moveTo(place);
            }
            return path;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /**
     * Puts a file that is complete in its place, in which it is on the disk afterwards.
     *
     * @param whole another name in the same folder, which is there no more then
     * @throws BnException if that fails; an older file is then left as it was
     */
    public void take(Path whole) {
        try {
            Place place = Place.of(path);
            Disk.sync(whole);
            Files.move(whole, place.file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Disk.syncFolder(place.file().getParent());
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Lets others write it, if it is locked. */
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

    /** What a file holds. */
    @FunctionalInterface
    public interface Content {

        /** Writes all of it. */
        void writeTo(OutputStream out) throws IOException;
    }
}
