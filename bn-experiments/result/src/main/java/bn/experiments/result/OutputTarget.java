package bn.experiments.result;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The file that is written for a path: symbolic links are followed, so that links are kept and their target is replaced.
 *
 * @param file the path after all links
 * @param existing the attributes of an existing file, whose mode and owner are kept
 */
record OutputTarget(Path file, Optional<PosixFileAttributes> existing) {
    private static final int MAX_LINKS = 40;
    private static final String PROCESSES = "/proc";
    private static final List<Path> STREAMS = List.of(Path.of("/proc/self/fd/1"), Path.of("/proc/self/fd/2"));
    private static final Set<PosixFilePermission> WRITE = Set.of(PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    /**
     * The target of a path.
     *
     * @throws IOException if it must not be replaced: a directory, a device, a read-only file, or the standard output of this
     *         process
     */
    static OutputTarget of(Path path) throws IOException {
        Path file = followed(path.toAbsolutePath());
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return new OutputTarget(file, Optional.empty());
        }
        if (Files.isDirectory(file)) {
            throw refused(file, "it is a folder; name a file");
        }
        if (!Files.isRegularFile(file)) {
            throw refused(file, "it is a device or a pipe; name a file");
        }
        for (Path stream : STREAMS) {
            if (Files.exists(stream) && Files.isSameFile(stream, file)) {
                throw refused(file, "the output of this command goes there already; name another file");
            }
        }
        Optional<PosixFileAttributes> existing = attributes(file);
        // The superuser can write to every file, but a file without any write permission must not be replaced.
        if (!Files.isWritable(file) || existing.filter(a -> Collections.disjoint(a.permissions(), WRITE)).isPresent()) {
            throw refused(file, "it is read-only; make it writable, or name another file");
        }
        return new OutputTarget(file, existing);
    }

    private static Path followed(Path path) throws IOException {
        Path file = path;
        for (int links = 0; Files.isSymbolicLink(file); links++) {
            if (links == MAX_LINKS) {
                throw refused(path, "too many links lead from it to each other");
            }
            // Links such as /dev/stdout lead to an open file of a process, which may have been deleted.
            if (file.getParent().toRealPath().startsWith(PROCESSES)) {
                throw refused(path, "it is a device or a pipe; name a file");
            }
            file = file.resolveSibling(Files.readSymbolicLink(file));
        }
        return file;
    }

    private static Optional<PosixFileAttributes> attributes(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        return view == null ? Optional.empty() : Optional.of(view.readAttributes());
    }

    private static FileSystemException refused(Path file, String reason) {
        return new FileSystemException(file.toString(), null, reason);
    }
}
