package bn.experiments.result;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A file that is being written, in the folder of its place, under a name that nobody foresees. It is locked until then, so that
 * those that a process left behind when it was killed can be known, and deleted.
 */
final class Temporary implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("\\.bn-[0-9a-f]{16}\\.tmp");
    private static final Set<PosixFilePermission> GROUP = Set.of(PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE, PosixFilePermission.GROUP_EXECUTE);
    private static final SecureRandom RANDOM = new SecureRandom();

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
            FileChannel channel = OwnFiles.create(file, attributes);
            if (channel != null) {
                return new Temporary(file, channel);
            }
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
        LockFile.sweep(folder);
        OwnFiles.eachLeft(folder, NAME, (file, channel) -> Files.deleteIfExists(file));
    }

    @Override
    public void close() throws IOException {
        try {
            if (!moved) {
                Files.deleteIfExists(file);
            }
        } finally {
            OwnFiles.close(file, channel);
        }
    }
}
