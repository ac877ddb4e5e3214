package bn.experiments.data.cifar;

import static bn.experiments.fuzz.Fuzzer.gzip;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.data.DataException;
import bn.experiments.data.DataFile;
import bn.experiments.data.Dataset;
import bn.experiments.data.Examples;
import bn.experiments.data.GunzippedFile;
import bn.experiments.data.ImageSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uses batches of three images, which the test writes; the published batches have 10000 images. */
class Cifar10Test {
    private static final int IMAGES = 3;
    private static final int RECORD = 3073;
    private static final List<String> CLASSES = IntStream.range(0, 10).mapToObj(i -> "class " + i).toList();

    @TempDir
    private Path folder;

    /** Image i of batch b has label (3 b + i) modulo 10, and pixel p of it the value (7 b + 5 i + p) modulo 256. */
    private static byte[] batch(int b) {
        byte[] bytes = new byte[IMAGES * RECORD];
        for (int i = 0; i < IMAGES; i++) {
            bytes[i * RECORD] = (byte) ((3 * b + i) % 10);
            for (int p = 0; p < 3072; p++) {
                bytes[i * RECORD + 1 + p] = (byte) (7 * b + 5 * i + p);
            }
        }
        return bytes;
    }

    private static Map<String, byte[]> batches() {
        Map<String, byte[]> batches = new LinkedHashMap<>();
        batches.put("batches.meta.txt", new byte[61]);
        batches.put("test_batch.bin", batch(6));        // an archive may have any order
        for (int b = 5; b >= 1; b--) {
            batches.put("data_batch_" + b + ".bin", batch(b));
        }
        return batches;
    }

    private static byte[] tar(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            tar.putArchiveEntry(new TarArchiveEntry("cifar-10-batches-bin/"));
            tar.closeArchiveEntry();
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry("cifar-10-batches-bin/" + file.getKey());
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private Path pack(byte[] archive) throws IOException {
        return Files.write(folder.resolve("cifar-10-binary.tar.gz"), archive);
    }

    private Path unpack(Path target, Map<String, byte[]> files) throws IOException {
        Files.createDirectories(target);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(target.resolve(file.getKey()), file.getValue());
        }
        return target;
    }

    private Dataset read(Path from) {
        return Cifar10.read("cifar10", "small", from, CLASSES, IMAGES);
    }

    private void refused(String... parts) {
        String message = assertThrows(DataException.class, () -> read(folder)).getMessage();
        assertEquals(1, message.lines().count(), message);
        assertTrue(message.startsWith(folder.toString()) && message.contains("get it again"), message);
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }

    private static void assertImages(Examples examples, int firstBatch) {
        double[] features = new double[3072];
        for (int example = 0; example < examples.count(); example++) {
            int b = firstBatch + example / IMAGES;
            int i = example % IMAGES;
            assertEquals((3 * b + i) % 10, examples.label(example));
            examples.copyFeatures(example, features, 0);
            for (int p = 0; p < 3072; p++) {
                assertEquals((7 * b + 5 * i + p) % 256 / 255.0, features[p]);
            }
        }
    }

    private static void assertWhole(Dataset dataset) {
        assertEquals(5 * IMAGES, dataset.train().count());
        assertEquals(IMAGES, dataset.test().count());
        assertEquals(Optional.of(new ImageSize(32, 32, 3)), dataset.train().image());
        assertEquals(CLASSES, dataset.classNames());
        assertImages(dataset.train(), 1);
        assertImages(dataset.test(), 6);
    }

    @Test
    void readsTheArchive() throws IOException {
        byte[] tar = tar(batches());
        Path archive = pack(gzip(tar));
        Dataset dataset = read(folder);
        assertWhole(dataset);
        // The checksum is that of the whole file, also of the bytes after the last batch.
        assertEquals(List.of(new DataFile(archive.toString(), GunzippedFile.sha256(archive))), dataset.files());
    }

    /** There is no published checksum for batches outside of the archive. */
    @Test
    void batchesWithoutTheArchiveAreRefused() throws IOException {
        unpack(folder.resolve("cifar-10-batches-bin"), batches());
        String message = assertThrows(DataException.class, () -> read(folder)).getMessage();
        assertTrue(message.contains("not the archive cifar-10-binary.tar.gz") && message.endsWith("put it there, or download it"),
                message);
    }

    @Test
    void aBatchThatIsThereTwice() throws IOException {
        Map<String, byte[]> files = batches();
        files.put("more/test_batch.bin", batch(6));
        pack(gzip(tar(files)));
        refused("has test_batch.bin twice");
    }

    @Test
    void detectsFoldersWithFilesOfTheDataSet() throws IOException {
        assertFalse(Cifar10.hasAny(folder));
        Path unpacked = unpack(folder.resolve("cifar-10-batches-bin"), Map.of("test_batch.bin", new byte[0]));
        assertTrue(Cifar10.hasAny(folder) && Cifar10.hasAny(unpacked));
        assertFalse(Cifar10.hasAny(folder.resolve("none")));
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.createFile(other.resolve("cifar-10-binary.tar.gz"));
        assertTrue(Cifar10.hasAny(other));
    }

    @Test
    void missingBatchesAreNamed() throws IOException {
        Map<String, byte[]> files = batches();
        files.remove("data_batch_2.bin");
        files.remove("test_batch.bin");
        pack(gzip(tar(files)));
        refused("cifar-10-binary.tar.gz lacks data_batch_2.bin, test_batch.bin;");
    }

    @Test
    void aBatchOfAnotherSize() throws IOException {
        for (int size : new int[] {IMAGES * RECORD - 1, IMAGES * RECORD + 1, (IMAGES - 1) * RECORD, 0}) {
            Map<String, byte[]> files = batches();
            files.put("data_batch_4.bin", Arrays.copyOf(batch(4), size));
            pack(gzip(tar(files)));
            refused("cifar-10-binary.tar.gz, data_batch_4.bin has " + size + " bytes, not 9219: 3 images");
        }
    }

    @Test
    void aLabelOutOfRange() throws IOException {
        for (int label : new int[] {10, 255}) {
            Map<String, byte[]> files = batches();
            files.get("test_batch.bin")[RECORD] = (byte) label;
            pack(gzip(tar(files)));
            refused("test_batch.bin: label " + label + " of image 2 is out of range 0 to 9");
        }
    }

    @Test
    void aTruncatedOrDamagedArchive() throws IOException {
        byte[] tar = tar(batches());
        byte[] whole = gzip(tar);
        // Truncated gzip files, and a gzip file of a truncated tar archive.
        for (byte[] archive : List.of(Arrays.copyOf(whole, whole.length / 2), Arrays.copyOf(whole, whole.length - 1),
                Arrays.copyOf(whole, 5), gzip(Arrays.copyOf(tar, tar.length / 2)))) {
            pack(archive);
            refused("damaged or truncated tar.gz");
        }
        whole[whole.length - 8] ^= 1;   // in the checksum
        pack(whole);
        refused("damaged or truncated tar.gz");
        byte[] noise = new byte[2000];
        Arrays.fill(noise, (byte) 'x');
        pack(gzip(noise));
        refused("cifar-10-binary.tar.gz");
        pack(new byte[0]);
        refused("cifar-10-binary.tar.gz lacks data_batch_1.bin");
    }

    @Test
    void thePublishedBatchesHaveTenThousandImages() throws IOException {
        pack(gzip(tar(batches())));
        String message = assertThrows(DataException.class, () -> Cifar10.read("cifar10", "", folder, CLASSES)).getMessage();
        assertTrue(message.contains("not 30730000: 10000 images"), message);
    }

    @Test
    void anArchiveThatIsMuchTooLargeIsRejected() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("bomb", new byte[2 << 20]);
        files.putAll(batches());
        pack(gzip(tar(files)));
        refused("more than the");
        // The same with bytes after the end of the tar archive, which the checksum includes.
        byte[] archive = tar(batches());
        pack(gzip(Arrays.copyOf(archive, archive.length + (2 << 20))));
        refused("more than the");
    }
}
