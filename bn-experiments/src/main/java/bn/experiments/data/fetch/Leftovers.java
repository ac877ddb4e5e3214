package bn.experiments.data.fetch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Files that were locked by processes which have ended. Their names are random, so that no name comes twice.
 *
 * @param files in the order of the folder
 */
record Leftovers(List<Path> files) {
    /** Files that this process has open: to open and close one once more would give up its lock. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    /** What to do with one of them. */
    interface Action {
        /**
         * Is called while it is locked.
         *
         * @param channel it, open for reading and writing
         */
        void on(Path file, FileChannel channel) throws IOException;
    }

    /** Those next to a file whose names match. */
    static Leftovers of(Path place, Pattern name) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(place.toAbsolutePath().getParent(),
                file -> name.matcher(file.getFileName().toString()).matches())) {
            all.forEach(files::add);
        } catch (IOException | DirectoryIteratorException e) {
            // A folder that cannot be listed: what is left in it takes space and does no other harm.
        }
        return new Leftovers(files);
    }

    /**
     * Makes a file and locks it, where there are locks.
     *
     * @return null if another process took it for one that was left behind
     */
    static FileChannel lockNew(Path file) throws IOException {
        OWN.add(file.getFileName());
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (isLocked(channel, true) && Files.exists(file)) {
                return channel;
            }
        } catch (IOException | RuntimeException e) {
            unlock(file, channel);
            throw e;
        }
        unlock(file, channel);
        return null;
    }

    private static boolean isLocked(FileChannel channel, boolean withoutLocks) {
        try {
            return channel.tryLock() != null;
        } catch (IOException e) {
            return withoutLocks;
        }
    }

    /** Gives a file free. */
    static void unlock(Path file, FileChannel channel) throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            OWN.remove(file.getFileName());
        }
    }

    /** Does something with each that nobody uses; where there are no locks, with none. */
    void each(Action action) {
        for (Path file : files) {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !OWN.add(file.getFileName())) {
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
                OWN.remove(file.getFileName());
            }
        }
    }
}
