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
 * A temporary file with a random name in the directory of its target. It is locked while it is written, so that stale files,
 * which killed processes have left behind, can be recognised and deleted.
 */
final class TemporaryFile implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("\\.bn-[0-9a-f]{16}\\.tmp");
    private static final Set<PosixFilePermission> GROUP = Set.of(PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE, PosixFilePermission.GROUP_EXECUTE);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;
    private final FileChannel channel;
    private boolean moved;

    private TemporaryFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** An empty file for a target. If it will replace an existing file, only the owner can read it until it is moved. */
    static TemporaryFile createFor(OutputTarget target) throws IOException {
        return target.existing().isPresent()
                ? createIn(target.file().getParent(),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : createIn(target.file().getParent());
    }

    /** An empty file in a directory. */
    static TemporaryFile createIn(Path directory, FileAttribute<?>... attributes) throws IOException {
        while (true) {
            Path file = directory.resolve(String.format(".bn-%016x.tmp", RANDOM.nextLong()));
            FileChannel channel = LockedFiles.create(file, attributes);
            if (channel != null) {
                return new TemporaryFile(file, channel);
            }
        }
    }

    FileChannel channel() {
        return channel;
    }

    /** Renames the file to its target, with mode and owner of an existing one. Content and name are then on the disk. */
    void moveTo(OutputTarget target) throws IOException {
        if (target.existing().isPresent()) {
            copyAttributes(target.existing().get());
        }
        channel.force(true);
        Files.move(file, target.file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        moved = true;
        Disk.syncDirectory(target.file().getParent());
    }

    private void copyAttributes(PosixFileAttributes attributes) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        Set<PosixFilePermission> mode = EnumSet.copyOf(attributes.permissions());
        try {
            view.setGroup(attributes.group());
        } catch (FileSystemException e) {
            // The user is not a member of that group, and no other group may get its permissions.
            mode.removeAll(GROUP);
        }
        try {
            view.setOwner(attributes.owner());
        } catch (FileSystemException e) {
            // Only the superuser may change the owner.
        }
        view.setPermissions(mode);
    }

    /** Creates a directory if needed, checks that files can be created in it, and deletes stale files. */
    static void prepare(Path directory) throws IOException {
        Disk.createDirectories(directory);
        createIn(directory).close();
        deleteStale(directory);
    }

    /** Deletes the stale temporary and lock files of a directory. */
    static void deleteStale(Path directory) {
        LockFile.deleteStale(directory);
        LockedFiles.forEachStale(directory, NAME, (file, channel) -> Files.deleteIfExists(file));
    }

    @Override
    public void close() throws IOException {
        try {
            if (!moved) {
                Files.deleteIfExists(file);
            }
        } finally {
            LockedFiles.close(file, channel);
        }
    }
}
