package bn.cpu;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * A jar of native libraries, and the folder into which JavaCPP unpacks it. JavaCPP considers a file complete if its size and time
 * are right. After a power failure both may be right although the content is lost, and a process that loads such a library
 * crashes. So the unpacked files are flushed to the disk, and then a marker file is written. Without the marker they are compared
 * with the jar.
 */
record UnpackedJar(Path jar, Path folder) {
    private static final String MARKER = ".bn-on-disk";
    private static final int BUFFER = 1 << 16;

    /** The jar that contains a resource; empty if the resource is not in a jar. */
    static Stream<UnpackedJar> containing(String resource, Path cache) throws IOException {
        URL url = UnpackedJar.class.getClassLoader().getResource(resource);
        if (url == null || !(url.openConnection() instanceof JarURLConnection connection)) {
            return Stream.empty();
        }
        try {
            Path jar = Path.of(connection.getJarFileURL().toURI());
            return Stream.of(new UnpackedJar(jar, cache.resolve(jar.getFileName())));
        } catch (URISyntaxException e) {
            return Stream.empty();
        }
    }

    private Path marker() {
        return folder.resolve(MARKER);
    }

    /** Deletes the files that differ from the jar, unless the marker exists. JavaCPP will unpack them again. */
    void deleteDamaged() throws IOException {
        if (!Files.isDirectory(folder) || Files.exists(marker())) {
            return;
        }
        try (JarFile entries = new JarFile(jar.toFile())) {
            for (Path file : files()) {
                JarEntry entry = entries.getJarEntry(folder.relativize(file).toString().replace('\\', '/'));
                if (entry != null && crc(file) != entry.getCrc()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Flushes the files to the disk, then writes the marker. */
    void flush() throws IOException {
        if (!Files.isDirectory(folder) || Files.exists(marker())) {
            return;
        }
        for (Path file : files()) {
            force(file, StandardOpenOption.WRITE);
        }
        force(marker(), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    }

    private static void force(Path file, StandardOpenOption... options) throws IOException {
        try (FileChannel channel = FileChannel.open(file, options)) {
            channel.force(true);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static long crc(Path file) throws IOException {
        CRC32 crc = new CRC32();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                crc.update(buffer, 0, count);
            }
        }
        return crc.getValue();
    }
}
