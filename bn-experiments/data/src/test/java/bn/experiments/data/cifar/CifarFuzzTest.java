package bn.experiments.data.cifar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.data.Dataset;
import bn.experiments.data.Examples;
import bn.experiments.fuzz.Fuzzer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarFuzzTest {
    private static final int COPIES = 1000;
    private static final int IMAGES = 2;
    private static final int RECORD = 3073;
    private static final List<String> CLASSES = Collections.nCopies(10, "c");

    @TempDir
    private Path folder;

    private static byte[] tar() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Random random = new Random(1);
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (String name : new String[] {"data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5",
                    "test_batch"}) {
                byte[] batch = new byte[IMAGES * RECORD];
                random.nextBytes(batch);
                for (int i = 0; i < IMAGES; i++) {
                    batch[i * RECORD] = (byte) random.nextInt(10);
                }
                TarArchiveEntry entry = new TarArchiveEntry("cifar-10-batches-bin/" + name + ".bin");
                entry.setSize(batch.length);
                tar.putArchiveEntry(entry);
                tar.write(batch);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private Dataset read(Path archive) {
        return Cifar10.read("cifar10", "", archive.getParent(), CLASSES, IMAGES);
    }

    /** The bytes of each batch, reconstructed from labels and features. */
    private static List<byte[]> batches(Dataset dataset) {
        List<byte[]> batches = new ArrayList<>();
        for (Examples part : List.of(dataset.train(), dataset.test())) {
            double[] pixels = new double[RECORD - 1];
            for (int first = 0; first < part.count(); first += IMAGES) {
                byte[] batch = new byte[IMAGES * RECORD];
                for (int i = 0; i < IMAGES; i++) {
                    batch[i * RECORD] = (byte) part.label(first + i);
                    part.copyFeatures(first + i, pixels, 0);
                    for (int j = 0; j < pixels.length; j++) {
                        batch[i * RECORD + 1 + j] = (byte) Math.round(255 * pixels[j]);
                    }
                }
                batches.add(batch);
            }
        }
        return batches;
    }

    /** gzip has a checksum, so an accepted copy must have the original content. */
    @Test
    void damagedArchives() throws IOException {
        byte[] original = tar();
        Fuzzer.check(folder.resolve("cifar-10-binary.tar.gz"), Fuzzer.gzip(original), COPIES, 1, this::read,
                (bytes, read) -> assertBatchesIn(original, read));
    }

    /** The tar archive is damaged before it is compressed. The batches of an accepted copy must be in the archive. */
    @Test
    void archivesOfDamagedFiles() throws IOException {
        Fuzzer.check(folder.resolve("cifar-10-binary.tar.gz"), tar(), COPIES, 1, Fuzzer::gzip, this::read,
                (bytes, read) -> assertBatchesIn(bytes, read));
    }

    private static void assertBatchesIn(byte[] archive, Dataset read) {
        assertEquals(5 * IMAGES, read.train().count());
        assertEquals(IMAGES, read.test().count());
        String all = new String(archive, StandardCharsets.ISO_8859_1);
        for (byte[] batch : batches(read)) {
            assertTrue(all.contains(new String(batch, StandardCharsets.ISO_8859_1)));
        }
    }
}
