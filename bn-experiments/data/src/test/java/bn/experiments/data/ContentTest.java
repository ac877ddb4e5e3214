package bn.experiments.data;

import static bn.experiments.fuzz.Damage.gzip;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentTest {
    /** The test vector of FIPS 180-4 for "abc". */
    private static final String SHA_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final byte[] ABC = "abc".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path folder;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("file"), bytes);
    }

    @Test
    void plainAndGzipHaveTheSameContent() throws IOException {
        assertEquals(SHA_ABC, Content.sha256(file(ABC)));
        assertEquals(SHA_ABC, Content.sha256(file(gzip(ABC))));
    }

    @Test
    void theChecksumIsOfAllEvenIfOnlyPartWasRead() throws IOException {
        try (Content content = Content.open(file(gzip(ABC)))) {
            assertTrue(content.gzip());
            assertArrayEquals(new byte[] {'a', 'b'}, content.readNBytes(2));
            assertEquals(SHA_ABC, content.sha256());
        }
    }

    @Test
    void emptyAndOneByteFilesArePlain() throws IOException {
        // SHA-256 of nothing
        assertEquals("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Content.sha256(file(new byte[0])));
        try (Content content = Content.open(file(new byte[] {0x1f}))) {
            assertEquals(0x1f, content.read());
        }
    }

    @Test
    void damageIsExplained() throws IOException {
        byte[] whole = gzip(ABC);
        Path cut = file(Arrays.copyOf(whole, whole.length - 6));
        IOException truncated = assertThrows(IOException.class, () -> Content.sha256(cut));
        assertTrue(Content.explain(cut, truncated).getMessage().startsWith(cut + " is a damaged or truncated gzip file"));
        whole[whole.length - 8] ^= 1;       // the first byte of the CRC
        Path changed = file(whole);
        IOException wrong = assertThrows(IOException.class, () -> Content.sha256(changed));
        assertTrue(Content.explain(changed, wrong).getMessage().contains("damaged"));
        Path missing = folder.resolve("none");
        IOException none = assertThrows(IOException.class, () -> Content.sha256(missing));
        assertTrue(Content.explain(missing, none).getMessage().contains("does not exist"));
    }

    @Test
    void noMoreIsUnpackedThanThereMayBe() throws IOException {
        byte[] zeros = new byte[1_000_000];
        for (byte[] bytes : new byte[][] {zeros, gzip(zeros)}) {
            Path file = file(bytes);
            assertEquals(Content.sha256(file), Content.sha256(file, zeros.length));
            try (Content content = Content.open(file, 1000)) {
                assertEquals(1000, content.readNBytes(1000).length);
                IOException more = assertThrows(IOException.class, content::read);
                assertEquals("it holds more than the 1000 bytes that it may hold", more.getMessage());
                assertThrows(IOException.class, content::sha256, "and it stays so");
            }
        }
        try (Content content = Content.open(file(ABC), 3)) {
            assertEquals(SHA_ABC, content.sha256());
        }
    }
}
