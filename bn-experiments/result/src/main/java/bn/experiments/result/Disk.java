package bn.experiments.result;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Forces files and directory entries to the disk (fsync), so that they survive a power cut. */
final class Disk {
    private Disk() {}

    /** Forces the content of a file to the disk. */
    static void sync(Path file) throws IOException {
        sync(file, StandardOpenOption.WRITE);
    }

    /** Forces the entries of a directory to the disk. Does nothing on Windows, where directories cannot be opened. */
    static void syncDirectory(Path directory) throws IOException {
        if (Files.isReadable(directory) && directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            sync(directory, StandardOpenOption.READ);
        }
    }

    /** Creates a directory and its missing parents, and forces their entries to the disk. */
    static void createDirectories(Path directory) throws IOException {
        // A link to a directory counts as a directory; Files.createDirectories of JDK 17 fails on it.
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.toAbsolutePath().getParent();
        createDirectories(parent);
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
        syncDirectory(parent);
    }

    private static void sync(Path path, StandardOpenOption mode) throws IOException {
        try (FileChannel channel = FileChannel.open(path, mode)) {
            channel.force(true);
        }
    }
}
