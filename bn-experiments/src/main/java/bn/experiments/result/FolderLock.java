package bn.experiments.result;

import bn.api.BnException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to write to a folder, which one process has at a time and in it one thread. It ends with the process, however that
 * ends: the file that it leaves then is no obstacle.
 */
final class FolderLock implements AutoCloseable {
    private static final String NAME = ".bn.lock";
    /** Folders that this process has locked: to open and close their files once more would give the locks up. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final Path file;
    private final FileChannel channel;
    private final FileChannel second;
    private final Object key;

    private FolderLock(Path folder, Path file, FileChannel channel, FileChannel second) throws IOException {
        this.folder = folder;
        this.file = file;
        this.channel = channel;
        this.second = second;
        key = key();
    }

    /**
     * Locks a folder.
     *
     * @throws BnException if another process or thread has it, or nothing can be written there
     */
    static FolderLock of(Path folder) {
        try {
            Path real = folder.toRealPath();
            if (!OWN.add(real)) {
                throw busy(folder);
            }
            try {
                return lock(folder, real);
            } catch (IOException | RuntimeException e) {
                OWN.remove(real);
                throw e;
            }
        } catch (IOException e) {
            throw new BnException("cannot lock the folder " + folder + " to write to it: " + Reason.of(e) + "; choose another", e);
        }
    }

    private static FolderLock lock(Path folder, Path real) throws IOException {
        Path file = real.resolve(NAME);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(file.toString(), null, NAME + " is no file");
        }
        while (true) {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
            FileChannel second = null;
            try {
                if (channel.tryLock() == null) {
                    throw busy(folder);
                }
                second = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                if (isLockedHere(second)) {
                    return new FolderLock(folder, file, channel, second);
                }
            } catch (NoSuchFileException e) {
                // Deleted like the one below.
            } catch (IOException | RuntimeException e) {
                close(channel, second);
                throw e;
            }
            // The process that had it before deleted the file after it was opened here.
            close(channel, second);
        }
    }

    /** Whether a file is the one that was just locked, and not another of its name. */
    private static boolean isLockedHere(FileChannel channel) throws IOException {
        try {
            channel.tryLock();
            return false;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    private static void close(FileChannel first, FileChannel second) throws IOException {
        try (first) {
            if (second != null) {
                second.close();
            }
        }
    }

    private static BnException busy(Path folder) {
        return new BnException("another process is writing to " + folder
                + "; wait until it has ended, or choose another folder");
    }

    /** What the file is, whatever its name; null if there is none, and where the system does not tell. */
    private Object key() throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /**
     * Makes sure that the folder is still the one that was locked.
     *
     * @throws BnException if it was deleted or replaced
     */
    void check() {
        try {
            if (Objects.equals(key, key())) {
                return;
            }
        } catch (IOException e) {
            throw new BnException("cannot write to " + folder + ": " + Reason.of(e), e);
        }
        throw new BnException("cannot write to " + folder + ": it was deleted or replaced while this command wrote to it");
    }

    @Override
    public void close() {
        try {
            if (Objects.equals(key, key())) {
                Files.deleteIfExists(file);
            }
            close(channel, second);
        } catch (IOException e) {
            throw new BnException("cannot unlock " + folder + ": " + Reason.of(e), e);
        } finally {
            OWN.remove(file.getParent());
        }
    }
}
