package bn.experiments.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bn.experiments.data.Content;
import bn.experiments.data.DataException;
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
        try (Content content = Content.open(file)) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw Content.explain(file, e);
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
        byte[] one = Damage.gzip(text(1));
        byte[] two = joined(one, Damage.gzip(text(2)));
        for (byte[] file : new byte[][] {one, two}) {
            Damage.check(folder.resolve("f.gz"), file, COPIES, 1, GzipFuzzTest::read,
                    (bytes, read) -> assertArrayEquals(NaiveGzip.content(bytes), read));
        }
    }

    @Test
    void allMembersAreRead() throws IOException {
        byte[] one = text(1);
        byte[] two = text(2);
        Path file = Files.write(folder.resolve("f.gz"), joined(Damage.gzip(one), Damage.gzip(new byte[0]), Damage.gzip(two)));
        assertArrayEquals(joined(one, two), read(file));
    }

    /** A second member that is cut or damaged anywhere, and whatever stands behind the last. */
    @Test
    void nothingBehindTheFirstMemberIsDropped() throws IOException {
        byte[] one = Damage.gzip(text(1));
        byte[] two = Damage.gzip(text(2));
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

    /** A reader that stops at the last byte of the content has not seen the checksum, which stands behind it. */
    @Test
    void theChecksumIsCheckedByWhomEndsEarly() throws IOException {
        byte[] whole = Damage.gzip(text(1));
        whole[whole.length - 8] ^= 1;
        Path file = Files.write(folder.resolve("f.gz"), whole);
        try (Content content = Content.open(file)) {
            content.readNBytes(text(1).length / 2);
            assertThrows(IOException.class, content::finish);
        }
    }
}
