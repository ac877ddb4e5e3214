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

    /** Brings the names in a folder to the disk, where folders can be opened, as on all systems but Windows. */
    static void syncFolder(Path folder) throws IOException {
        if (Files.isReadable(folder) && folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            sync(folder, StandardOpenOption.READ);
        }
    }

    /** Makes a folder and those above it, as far as they are not there, and brings their names to the disk. */
    static void makeFolder(Path folder) throws IOException {
        // A link to a folder is one, which JDK 17 does not see when it is to make it.
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.toAbsolutePath().getParent();
        makeFolder(parent);
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
        syncFolder(parent);
    }

    private static void sync(Path path, StandardOpenOption mode) throws IOException {
        try (FileChannel channel = FileChannel.open(path, mode)) {
            channel.force(true);
        }
    }
}
