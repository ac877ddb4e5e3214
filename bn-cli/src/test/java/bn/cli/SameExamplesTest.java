package bn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Test examples that are the training examples are noticed: nothing else shows that a file was copied under another name. */
class SameExamplesTest {
    private static final int COUNT = 40;
    private static final String NOTE = "the test examples are the same numbers as the training examples";

    @TempDir
    private Path folder;

    @Test
    void sameFilesAreNoticedAndOthersAreNot() throws IOException {
        write("train", 1);
        write("t10k", 1);
        Launch.Result same = train();
        assertEquals(0, same.code(), same.err());
        assertTrue(same.err().contains(NOTE), same.err());
        write("t10k", 2);
        Launch.Result other = train();
        assertTrue(!other.err().contains(NOTE), other.err());
    }

    private Launch.Result train() {
        return InProcess.bn("train", "--dataset", "idx", "--data-dir", folder.toString(), "--arch", "16-4-2", "--epochs", "1",
                "--batch-size", "20", "--out", folder.resolve("run").toString());
    }

    private void write(String part, int seed) throws IOException {
        byte[] pixels = new byte[16 * COUNT];
        new SplittableRandom(seed).nextBytes(pixels);
        Files.write(folder.resolve(part + "-images-idx3-ubyte"), ByteBuffer.allocate(16 + pixels.length)
                .putInt(0x803).putInt(COUNT).putInt(4).putInt(4).put(pixels).array());
        ByteBuffer labels = ByteBuffer.allocate(8 + COUNT).putInt(0x801).putInt(COUNT);
        for (int i = 0; i < COUNT; i++) {
            labels.put((byte) (i % 2));
        }
        Files.write(folder.resolve(part + "-labels-idx1-ubyte"), labels.array());
    }
}
