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
 * A file that stands for a right that one process has at a time, and in it one thread. The right ends with the process, however that
 * ends: the file that it leaves then is no obstacle.
 */
final class LockFile implements AutoCloseable {
    private static final String FOLDER = ".bn.lock";
    private static final String FILE = ".bn-%s.lock";
    private static final int DIGITS = 16;
    private static final Pattern NAMES = Pattern.compile("\\.bn(-[0-9a-f]{" + DIGITS + "})?\\.lock");
    /** A process that finds out whether a lock was left behind has it for a moment; that is no reason to refuse. */
    private static final int ATTEMPTS = 5;
    private static final long PAUSE_MILLIS = 20;
    /** Those of this process: to open and close one once more would give its lock up. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;
    private final FileChannel second;
    private final Object key;

    private LockFile(Path file, FileChannel channel, FileChannel second) throws IOException {
        this.file = file;
        this.channel = channel;
        this.second = second;
        key = key();
    }

    /** The one that stands for a real folder. */
    static Path ofFolder(Path folder) {
        return folder.resolve(FOLDER);
    }

    /** The one that stands for a file in a real folder. That may have the longest name that there can be. */
    static Path ofFile(Path folder, Path name) {
        return folder.resolve(String.format(FILE, Sha256.of(name.toString().getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS)));
    }

    /** Deletes those in a folder that processes left behind. */
    static void sweep(Path folder) {
        for (Path file : OwnFiles.named(folder, NAMES)) {
            try {
                Optional<LockFile> lock = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        ? once(folder.toRealPath().resolve(file.getFileName())) : Optional.empty();
                if (lock.isPresent()) {
                    lock.get().close();
                }
            } catch (IOException e) {
                // Of another user; it takes space and does no other harm.
            }
        }
    }

    /**
     * Takes the lock, with a file that is made if need be.
     *
     * @param file in a real folder, so that it has one name
     * @return empty if another process or thread has it
     */
    static Optional<LockFile> of(Path file) throws IOException {
        Optional<LockFile> lock = once(file);
        for (int attempt = 1; lock.isEmpty() && attempt < ATTEMPTS; attempt++) {
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return lock;
            }
            lock = once(file);
        }
        return lock;
    }

    /** Whether another process has it. */
    static boolean isTakenElsewhere(Path file) throws IOException {
        if (OWN.contains(file) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Optional<LockFile> lock = of(file);
        if (lock.isPresent()) {
            lock.get().close();
        }
        return lock.isEmpty();
    }

    private static Optional<LockFile> once(Path file) throws IOException {
        if (!OWN.add(file)) {
            return Optional.empty();
        }
        Optional<LockFile> lock = Optional.empty();
        try {
            lock = lock(file);
            return lock;
        } finally {
            if (lock.isEmpty()) {
                OWN.remove(file);
            }
        }
    }

    private static Optional<LockFile> lock(Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(file.toString(), null, file.getFileName() + " is no file");
        }
        while (true) {
            FileChannel channel = open(file);
            FileChannel second = null;
            try {
                if (channel.tryLock() == null) {
                    channel.close();
                    return Optional.empty();
                }
                second = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                if (isLockedHere(second)) {
                    return Optional.of(new LockFile(file, channel, second));
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

    /** What the file is, whatever its name; null if there is none, and where the system does not tell. */
    private Object key() throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Whether it is where it was: else it or its folder was deleted or replaced. */
    boolean isInPlace() throws IOException {
        return Objects.equals(key, key());
    }

    /** Gives the lock up and deletes the file. */
    @Override
    public void close() throws IOException {
        try {
            try {
                if (isInPlace()) {
                    Files.deleteIfExists(file);
                }
            } finally {
                close(channel, second);
            }
        } finally {
            OWN.remove(file);
        }
    }
}
