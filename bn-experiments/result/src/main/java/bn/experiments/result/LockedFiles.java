package bn.experiments.result;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Files with random names that a process locks while it works on them. A file without a lock is stale: its process was killed and
 * left it behind.
 */
public final class LockedFiles {
    /** The names of the files that this process has open. Opening and closing one again would release its lock (POSIX). */
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private LockedFiles() {}

    /** What to do with a stale file. */
    public interface Action {
        /**
         * Handles a stale file, which is locked during the call.
         *
         * @param channel the file, open for reading and writing
         */
        void accept(Path file, FileChannel channel) throws IOException;
    }

    /**
     * Creates a file and locks it, if the file system has locks.
     *
     * @return the file, open for reading and writing; null if another process considers it stale and deletes it
     */
    public static FileChannel create(Path file, FileAttribute<?>... attributes) throws IOException {
        OPEN.add(file.getFileName());
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    attributes);
            if (isLocked(channel, true) && Files.exists(file)) {
                return channel;
            }
        } catch (IOException | RuntimeException e) {
            close(file, channel);
            throw e;
        }
        close(file, channel);
        return null;
    }

    private static boolean isLocked(FileChannel channel, boolean withoutLocks) {
        try {
            return channel.tryLock() != null;
        } catch (IOException e) {
            return withoutLocks;
        }
    }

    /** Closes a file and releases its lock. If it still exists, it is stale from now on. */
    public static void close(Path file, FileChannel channel) throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            OPEN.remove(file.getFileName());
        }
    }

    /** Handles each stale file of a directory whose name matches; none if the file system has no locks. */
    public static void forEachStale(Path directory, Pattern names, Action action) {
        for (Path file : matching(directory, names)) {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !OPEN.add(file.getFileName())) {
                continue;
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS)) {
                if (isLocked(channel, false) && Files.exists(file)) {
                    action.accept(file, channel);
                }
            } catch (IOException e) {
                // It belongs to another user, or was deleted. It does no harm.
            } finally {
                OPEN.remove(file.getFileName());
            }
        }
    }

    /** The files of a directory whose names match; none if it cannot be listed, since stale files only take space. */
    static List<Path> matching(Path directory, Pattern names) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory,
                file -> names.matcher(file.getFileName().toString()).matches())) {
            all.forEach(files::add);
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        return files;
    }
}
