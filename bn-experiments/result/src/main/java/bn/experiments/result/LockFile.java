package bn.experiments.result;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * A lock file: only one process, and only one thread in it, can hold its lock. The lock ends with the process, even if the
 * process is killed. A stale file, which a killed process has left behind, does not prevent others from acquiring the lock.
 */
final class LockFile implements AutoCloseable {
    private static final String DIRECTORY = ".bn.lock";
    private static final String FILE = ".bn-%s.lock";
    private static final int DIGITS = 16;
    private static final Pattern NAMES = Pattern.compile("\\.bn(-[0-9a-f]{" + DIGITS + "})?\\.lock");
    /** Attempts to acquire a lock: a process that checks whether a file is stale holds its lock for a moment. */
    private static final int ATTEMPTS = 5;
    private static final long PAUSE_MILLIS = 20;
    /** The lock files that this process holds. Opening and closing one again would release its lock (POSIX). */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;
    private final FileChannel probe;
    private final Object key;

    private LockFile(Path file, FileChannel channel, FileChannel probe) throws IOException {
        this.file = file;
        this.channel = channel;
        this.probe = probe;
        key = key();
    }

    /** The lock file of a directory, which is given by its real path. */
    static Path forDirectory(Path directory) {
        return directory.resolve(DIRECTORY);
    }

    /** The lock file of a single file. Its name is a hash, since the name of the file may already have the maximum length. */
    static Path forFile(Path directory, Path name) {
        return directory
                .resolve(String.format(FILE, Sha256.of(name.toString().getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS)));
    }

    /** Deletes the stale lock files in a directory. */
    static void deleteStale(Path directory) {
        for (Path file : LockedFiles.matching(directory, NAMES)) {
            try {
                Optional<LockFile> lock = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        ? tryOnce(directory.toRealPath().resolve(file.getFileName())) : Optional.empty();
                if (lock.isPresent()) {
                    lock.get().close();
                }
            } catch (IOException e) {
                // It belongs to another user. It only takes space.
            }
        }
    }

    /**
     * Acquires the lock. The file is created if it does not exist.
     *
     * @param file a path in a real directory, so that the same file always has the same path
     * @return empty if another process or thread holds the lock
     */
    static Optional<LockFile> acquire(Path file) throws IOException {
        Optional<LockFile> lock = tryOnce(file);
        for (int attempt = 1; lock.isEmpty() && attempt < ATTEMPTS; attempt++) {
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return lock;
            }
            lock = tryOnce(file);
        }
        return lock;
    }

    /** Whether another process holds the lock. */
    static boolean isHeldByOtherProcess(Path file) throws IOException {
        if (HELD.contains(file) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Optional<LockFile> lock = acquire(file);
        if (lock.isPresent()) {
            lock.get().close();
        }
        return lock.isEmpty();
    }

    private static Optional<LockFile> tryOnce(Path file) throws IOException {
        if (!HELD.add(file)) {
            return Optional.empty();
        }
        Optional<LockFile> lock = Optional.empty();
        try {
            lock = lock(file);
            return lock;
        } finally {
            if (lock.isEmpty()) {
                HELD.remove(file);
            }
        }
    }

    private static Optional<LockFile> lock(Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(file.toString(), null, file.getFileName() + " is not a file");
        }
        while (true) {
            FileChannel channel = open(file);
            FileChannel probe = null;
            try {
                if (channel.tryLock() == null) {
                    channel.close();
                    return Optional.empty();
                }
                probe = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                if (isLockedByThisProcess(probe)) {
                    return Optional.of(new LockFile(file, channel, probe));
                }
            } catch (NoSuchFileException e) {
                // Deleted by its holder; see below.
            } catch (IOException | RuntimeException e) {
                close(channel, probe);
                throw e;
            }
            // The file that was locked here is not the one at the path: its last holder deleted it after it was opened here.
            // Retry.
            close(channel, probe);
        }
    }

    private static FileChannel open(Path file) throws IOException {
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        } catch (AccessDeniedException e) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileSystemException(file.toString(), null, "another user made its " + file.getFileName()
                        + "; if no command writes there, delete that file");
            }
            throw e;
        }
    }

    /** Whether this process has locked the file of a channel. If the file was replaced, the lock is on another file. */
    private static boolean isLockedByThisProcess(FileChannel channel) throws IOException {
        try {
            channel.tryLock();
            return false;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    private static void close(FileChannel first, FileChannel probe) throws IOException {
        try (first) {
            if (probe != null) {
                probe.close();
            }
        }
    }

    /** Identifies the file independently of its name; null if it does not exist or the system has no such keys. */
    private Object key() throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Whether the locked file is still at its path. If not, it or its directory was deleted or replaced. */
    boolean isInPlace() throws IOException {
        return Objects.equals(key, key());
    }

    /** Deletes the file and releases the lock. */
    @Override
    public void close() throws IOException {
        try {
            try {
                if (isInPlace()) {
                    Files.deleteIfExists(file);
                }
            } finally {
                close(channel, probe);
            }
        } finally {
            HELD.remove(file);
        }
    }
}
