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

    /** What a power cut leaves: a file of the right size and time without its content. */
    @Test
    void aFileWithoutItsContentIsUnpackedAgain() throws IOException {
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
        unpacked.mend();
        Path first = Files.createDirectories(unpacked.folder().resolve("org")).resolve("first.so");
        Path second = Files.write(first.resolveSibling("second.so"), content);
        Path other = Files.write(first.resolveSibling("other.txt"), content);
        Path link = Files.createSymbolicLink(first.resolveSibling("link.so"), second);
        Files.write(first, new byte[content.length]);
        unpacked.mend();
        assertFalse(Files.exists(first));
        assertArrayEquals(content, Files.readAllBytes(second));
        assertTrue(Files.exists(other) && Files.exists(link));

        // What was brought to the disk is not read again: these are 300 MB, at every start.
        unpacked.keep();
        Files.write(first, new byte[content.length]);
        unpacked.mend();
        assertTrue(Files.exists(first));
    }
}
