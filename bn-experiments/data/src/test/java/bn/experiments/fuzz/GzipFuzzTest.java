package bn.experiments.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bn.experiments.data.DataException;
import bn.experiments.data.GunzippedFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GzipFuzzTest {
    private static final int COPIES = 1500;

    @TempDir
    private Path folder;

    private static byte[] read(Path file) throws IOException {
        try (GunzippedFile content = GunzippedFile.open(file)) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw GunzippedFile.explain(file, e);
        }
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] text(int seed) {
        return new Random(seed).ints(200, 0, 1000).mapToObj(Integer::toString).reduce("", (a, b) -> a + "," + b)
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void oneMemberAndTwo() throws IOException {
        byte[] one = Fuzzer.gzip(text(1));
        byte[] two = joined(one, Fuzzer.gzip(text(2)));
        for (byte[] file : new byte[][] {one, two}) {
            Fuzzer.check(folder.resolve("f.gz"), file, COPIES, 1, GzipFuzzTest::read,
                    (bytes, read) -> assertArrayEquals(NaiveGzip.content(bytes), read));
        }
    }

    @Test
    void allMembersAreRead() throws IOException {
        byte[] one = text(1);
        byte[] two = text(2);
        Path file = Files.write(folder.resolve("f.gz"), joined(Fuzzer.gzip(one), Fuzzer.gzip(new byte[0]), Fuzzer.gzip(two)));
        assertArrayEquals(joined(one, two), read(file));
    }

    /** A second member that is truncated or damaged anywhere, and other bytes after the last member. */
    @Test
    void nothingAfterTheFirstMemberIsIgnored() throws IOException {
        byte[] one = Fuzzer.gzip(text(1));
        byte[] two = Fuzzer.gzip(text(2));
        for (int length = 1; length < two.length; length++) {
            refused(joined(one, Arrays.copyOf(two, length)));
        }
        refused(joined(one, new byte[1]));
        refused(joined(one, new byte[512]));
        refused(joined(one, "a,b\n1,2\n".getBytes(StandardCharsets.US_ASCII)));
        two[two.length - 5] ^= 1;       // its CRC-32
        refused(joined(one, two));
    }

    private void refused(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("f.gz"), bytes);
        String message = assertThrows(DataException.class, () -> read(file)).getMessage();
        assertEquals(0, message.indexOf(file + " is a damaged or truncated gzip file"), message);
    }

    /** A reader that stops within the content has not read the checksum, which follows it. */
    @Test
    void finishChecksTheChecksumAfterAPartWasRead() throws IOException {
        byte[] whole = Fuzzer.gzip(text(1));
        whole[whole.length - 8] ^= 1;
        Path file = Files.write(folder.resolve("f.gz"), whole);
        try (GunzippedFile content = GunzippedFile.open(file)) {
            content.readNBytes(text(1).length / 2);
            assertThrows(IOException.class, content::finish);
        }
    }
}
