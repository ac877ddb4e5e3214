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
 * A jar of native libraries and the folder that JavaCPP unpacks it into. JavaCPP takes a file that has the right size and time for
 * whole. After a power cut it may have both and none of its content, and a process that loads such a library ends at once. So what was
 * unpacked is brought to the disk, and marked; without the mark it is compared with the jar.
 */
record UnpackedJar(Path jar, Path folder) {
    private static final String MARK = ".bn-on-disk";
    private static final int BUFFER = 1 << 16;

    /** The jar with a resource; none if that lies in no jar. */
    static Stream<UnpackedJar> with(String resource, Path cache) throws IOException {
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

    private Path mark() {
        return folder.resolve(MARK);
    }

    /** Deletes the files that are not as in the jar, unless all were brought to the disk: JavaCPP unpacks them again. */
    void mend() throws IOException {
        if (!Files.isDirectory(folder) || Files.exists(mark())) {
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

    /** Brings the files to the disk, and then the mark. */
    void keep() throws IOException {
        if (!Files.isDirectory(folder) || Files.exists(mark())) {
            return;
        }
        for (Path file : files()) {
            force(file, StandardOpenOption.WRITE);
        }
        force(mark(), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
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
