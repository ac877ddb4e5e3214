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
 * Where a file is to appear: links are followed, so that the file behind them is replaced and they stay.
 *
 * @param file the end of the links
 * @param existing what its place has now: mode and owner, which are kept
 */
record Place(Path file, Optional<PosixFileAttributes> existing) {
    private static final int MOST_LINKS = 40;
    private static final String PROCESSES = "/proc";
    private static final List<Path> STREAMS = List.of(Path.of("/proc/self/fd/1"), Path.of("/proc/self/fd/2"));
    private static final Set<PosixFilePermission> WRITE = Set.of(PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    /**
     * The place behind a path.
     *
     * @throws IOException if no file may be put there: a folder, a device, a file that is read-only or that takes the output of
     *         this process
     */
    static Place of(Path path) throws IOException {
        Path file = followed(path.toAbsolutePath());
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return new Place(file, Optional.empty());
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
        // The superuser may write to every file; a file that nobody is to write to is left alone all the same.
        if (!Files.isWritable(file) || existing.filter(a -> Collections.disjoint(a.permissions(), WRITE)).isPresent()) {
            throw refused(file, "it is read-only; make it writable, or name another file");
        }
        return new Place(file, existing);
    }

    private static Path followed(Path path) throws IOException {
        Path file = path;
        for (int links = 0; Files.isSymbolicLink(file); links++) {
            if (links == MOST_LINKS) {
                throw refused(path, "too many links lead from it to each other");
            }
            // Links such as /dev/stdout lead to what a process has open, which may be a file that has no name any more.
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
