package bn.experiments.result;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A file that is being written, in the folder of its place, under a name that nobody foresees. It is locked until then, so that
 * those that a process left behind when it was killed can be known, and deleted.
 */
final class Temporary implements AutoCloseable {
    private static final String NAME = "\\.bn-[0-9a-f]{16}\\.tmp";
    private static final String OURS = ".bn*";
    private static final Set<PosixFilePermission> GROUP = Set.of(PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE, PosixFilePermission.GROUP_EXECUTE);
    private static final SecureRandom RANDOM = new SecureRandom();
    /** Those of this process: to open one would take its lock away. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;
    private boolean moved;

    private Temporary(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** An empty one for a place; who may read what it takes the place of may read it, and nobody before that. */
    static Temporary at(Place place) throws IOException {
        return place.existing().isPresent()
                ? in(place.file().getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : in(place.file().getParent());
    }

    /** An empty one in a folder. */
    static Temporary in(Path folder, FileAttribute<?>... attributes) throws IOException {
        while (true) {
            Path file = folder.resolve(String.format(".bn-%016x.tmp", RANDOM.nextLong()));
            OWN.add(file.getFileName());
            try {
                FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        attributes);
                if (isLocked(channel) && Files.exists(file)) {
                    return new Temporary(file, channel);
                }
                // Another process took it for one that was left behind, and deletes it.
                channel.close();
            } catch (IOException | RuntimeException e) {
                OWN.remove(file.getFileName());
                throw e;
            }
            OWN.remove(file.getFileName());
        }
    }

    /** Where there are no locks, nothing is deleted either. */
    private static boolean isLocked(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (IOException e) {
            return true;
        }
    }

    FileChannel channel() {
        return channel;
    }

    /** Puts it in its place, with mode and owner of what was there: all of it is on the disk before, and its name after that. */
    void moveTo(Place place) throws IOException {
        if (place.existing().isPresent()) {
            likewise(place.existing().get());
        }
        channel.force(true);
        Files.move(file, place.file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        moved = true;
        Disk.syncFolder(place.file().getParent());
    }

    private void likewise(PosixFileAttributes attributes) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        Set<PosixFilePermission> mode = EnumSet.copyOf(attributes.permissions());
        try {
            view.setGroup(attributes.group());
        } catch (FileSystemException e) {
            // The user is not of that group; and another one is not to have its rights.
            mode.removeAll(GROUP);
        }
        try {
            view.setOwner(attributes.owner());
        } catch (FileSystemException e) {
            // Only the superuser may give files away.
        }
        view.setPermissions(mode);
    }

    /** Makes a folder if need be, makes sure that files can be put there, and deletes what processes that were killed have left. */
    static void prepare(Path folder) throws IOException {
        Disk.makeFolder(folder);
        in(folder).close();
        sweep(folder);
    }

    /** Deletes what processes that were killed have left in a folder. */
    static void sweep(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.toRealPath(), OURS)) {
            for (Path each : files) {
                if (Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS)) {
                    LockFile.sweep(each);
                    if (each.getFileName().toString().matches(NAME) && !OWN.contains(each.getFileName())) {
                        deleteUnlessLocked(each);
                    }
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // A folder that cannot be read; what is left takes space and does no other harm.
        }
    }

    private static void deleteUnlessLocked(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            if (channel.tryLock() != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // Of another user; likewise.
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            if (!moved) {
                Files.deleteIfExists(file);
            }
        } finally {
            OWN.remove(file.getFileName());
        }
    }
}
