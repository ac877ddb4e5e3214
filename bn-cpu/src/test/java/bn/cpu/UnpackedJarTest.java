package bn.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedJarTest {
    @TempDir
    private Path scratch;

    /** After a power failure a file may have the right size and time but not its content. */
    @Test
    void filesWithoutTheirContentAreDeleted() throws IOException {
        byte[] content = new byte[100_000];
        new Random(1).nextBytes(content);
        Path jar = scratch.resolve("native.jar");
        try (JarOutputStream zip = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String name : new String[] {"org/first.so", "org/second.so"}) {
                zip.putNextEntry(new JarEntry(name));
                zip.write(content);
            }
        }
        UnpackedJar unpacked = new UnpackedJar(jar, scratch.resolve("cache/native.jar"));
        unpacked.deleteDamaged();
        Path first = Files.createDirectories(unpacked.folder().resolve("org")).resolve("first.so");
        Path second = Files.write(first.resolveSibling("second.so"), content);
        Path other = Files.write(first.resolveSibling("other.txt"), content);
        Path link = Files.createSymbolicLink(first.resolveSibling("link.so"), second);
        Files.write(first, new byte[content.length]);
        unpacked.deleteDamaged();
        assertFalse(Files.exists(first));
        assertArrayEquals(content, Files.readAllBytes(second));
        assertTrue(Files.exists(other) && Files.exists(link));

        // After the flush files are not compared again: that would read 300 MB at every start.
        unpacked.flush();
        Files.write(first, new byte[content.length]);
        unpacked.deleteDamaged();
        assertTrue(Files.exists(first));
    }
}
