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
 * Files that belong to one process as long as it works on them, by a lock, under random names, so that no name comes twice. Those that
 * a process left behind when it was killed are known by that: nobody has locked them.
 */
public final class OwnFiles {
    /** Those of this process, by their names: to open and close one once more would give up its lock. */
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private OwnFiles() { }

    /** What to do with a file that was left behind. */
    public interface Action {
        /**
         * Is called while it is locked.
         *
         * @param channel it, open for reading and writing
         */
        void on(Path file, FileChannel channel) throws IOException;
    }

    /**
     * Makes a file and locks it, where there are locks.
     *
     * @return it, open for reading and writing; null if another process took it for one that was left behind, and deletes it
     */
    public static FileChannel create(Path file, FileAttribute<?>... attributes) throws IOException {
        OPEN.add(file.getFileName());
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
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

    /** Gives a file free, which may be left behind then. */
    public static void close(Path file, FileChannel channel) throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            OPEN.remove(file.getFileName());
        }
    }

    /** Does something with each file of a folder that has such a name and was left behind; where there are no locks, with none. */
    public static void eachLeft(Path folder, Pattern names, Action action) {
        for (Path file : named(folder, names)) {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !OPEN.add(file.getFileName())) {
                continue;
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS)) {
                if (isLocked(channel, false) && Files.exists(file)) {
                    action.on(file, channel);
                }
            } catch (IOException e) {
                // Of another user, or gone; likewise.
            } finally {
                OPEN.remove(file.getFileName());
            }
        }
    }

    /** The files of a folder that have such a name; none if it cannot be listed: what is left in it does no other harm than take space. */
    static List<Path> named(Path folder, Pattern names) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, file -> names.matcher(file.getFileName().toString()).matches())) {
            all.forEach(files::add);
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        return files;
    }
}
