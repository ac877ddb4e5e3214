package bn.experiments.result;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What is on the disk survives a power cut; what was only written may not. */
final class Disk {
    private Disk() { }

    /** Brings a file to the disk. */
    static void sync(Path file) throws IOException {
        sync(file, StandardOpenOption.WRITE);
    }

    /** Brings the names in a directory to the disk, where directories can be opened, as on all systems but Windows. */
    static void syncDirectory(Path directory) throws IOException {
        if (Files.isReadable(directory) && directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            sync(directory, StandardOpenOption.READ);
        }
    }

    /** Makes a directory and those above it, as far as they are not there, and brings their names to the disk. */
    static void createDirectories(Path directory) throws IOException {
        // A link to a directory is one, which JDK 17 does not see when it is to make it.
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
