package bn.experiments.data.idx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.InvalidRequestException;
import bn.experiments.data.DataException;
import bn.experiments.data.DataFile;
import bn.experiments.data.Dataset;
import bn.experiments.data.GunzippedFile;
import bn.experiments.data.ImageSize;
import bn.experiments.data.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxDatasetTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void write() {
        IdxFiles.writeAll(folder);
    }

    private Dataset read() {
        return IdxDataset.read("idx", "four files", folder, OptionalInt.of(10));
    }

    private String refused() {
        return assertThrows(DataException.class, this::read).getMessage();
    }

    @Test
    void readsTheFourFiles() throws IOException {
        Dataset dataset = read();
        assertEquals(Task.CLASSIFICATION, dataset.task());
        assertEquals(3, dataset.train().count());
        assertEquals(2, dataset.test().count());
        assertEquals(Optional.of(new ImageSize(2, 3)), dataset.train().image());
        assertEquals(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"), dataset.classNames());
        assertEquals(9, dataset.train().label(2));
        assertEquals(5, dataset.test().label(0));
        double[] features = new double[6];
        dataset.train().copyFeatures(1, features, 0);
        for (int i = 0; i < 6; i++) {
            assertEquals((6 + i) * 37 % 256 / 255.0, features[i]);
        }
        Path first = folder.resolve("train-images-idx3-ubyte");
        assertEquals(new DataFile(first.toString(), GunzippedFile.sha256(first)), dataset.files().get(0));
        assertEquals(4, dataset.files().size());
    }

    @Test
    void compressedFilesAndNamesWithADotGiveTheSameData() throws IOException {
        List<String> plain = read().files().stream().map(DataFile::sha256).toList();
        for (String name : List.of("train-images-idx3-ubyte", "t10k-labels-idx1-ubyte")) {
            Path file = folder.resolve(name);
            String dotted = name.replace("-idx", ".idx");
            IdxFiles.write(folder, dotted + ".gz", IdxFiles.gzip(Files.readAllBytes(file)));
            Files.delete(file);
        }
        Files.move(folder.resolve("train-labels-idx1-ubyte"), folder.resolve("train-labels.idx1-ubyte"));
        assertEquals(plain, read().files().stream().map(DataFile::sha256).toList());
    }

    @Test
    void theMessageForAMissingFileListsTheNames() throws IOException {
        Files.delete(folder.resolve("t10k-labels-idx1-ubyte"));
        String message = refused();
        assertTrue(message.startsWith("no test labels in " + folder), message);
        for (String name : List.of("t10k-labels-idx1-ubyte.gz", "t10k-labels.idx1-ubyte")) {
            assertTrue(message.contains(name), message);
        }
    }

    @Test
    void labelOutOfRange() {
        IdxFiles.write(folder, "train-labels-idx1-ubyte", IdxFiles.labels(0, 200, 9));
        String message = refused();
        assertTrue(message.contains("label 200 of example 2 is out of range 0 to 9"), message);
        assertEquals(200, IdxDataset.read("idx", "many classes", folder, OptionalInt.of(256)).train().label(1));
    }

    private Dataset readWithoutClasses() {
        return IdxDataset.read("idx", "four files", folder, OptionalInt.empty());
    }

    @Test
    void theNumberOfClassesFollowsFromTheTrainingLabels() {
        IdxFiles.write(folder, "train-labels-idx1-ubyte", IdxFiles.labels(0, 5, 2));
        IdxFiles.write(folder, "t10k-labels-idx1-ubyte", IdxFiles.labels(1, 5));
        assertEquals(List.of("0", "1", "2", "3", "4", "5"), readWithoutClasses().classNames());
        IdxFiles.write(folder, "t10k-labels-idx1-ubyte", IdxFiles.labels(1, 6));
        String message = assertThrows(DataException.class, this::readWithoutClasses).getMessage();
        assertTrue(message.startsWith(folder.resolve("t10k-labels-idx1-ubyte") + ": label 6 of example 2"), message);
        IdxFiles.write(folder, "train-labels-idx1-ubyte", IdxFiles.labels(0, 0, 0));
        message = assertThrows(DataException.class, this::readWithoutClasses).getMessage();
        assertTrue(message.contains("at least two classes"), message);
    }

    @Test
    void labelsNeedNotStartAtZero() {
        IdxFiles.write(folder, "train-labels-idx1-ubyte", IdxFiles.labels(1, 26, 3));
        IdxFiles.write(folder, "t10k-labels-idx1-ubyte", IdxFiles.labels(2, 26));
        Dataset letters = readWithoutClasses();
        assertEquals(26, letters.train().targets());
        assertEquals("1", letters.classNames().get(0));
        assertEquals("26", letters.classNames().get(25));
        assertEquals(25, letters.train().label(1));
        assertEquals(1, letters.test().label(0));
        IdxFiles.write(folder, "t10k-labels-idx1-ubyte", IdxFiles.labels(2, 0));
        String message = assertThrows(DataException.class, this::readWithoutClasses).getMessage();
        assertTrue(message.contains("label 0 of example 2 is out of range 1 to 26"), message);
        IdxFiles.write(folder, "train-labels-idx1-ubyte", IdxFiles.labels(7, 7, 7));
        message = assertThrows(DataException.class, this::readWithoutClasses).getMessage();
        assertTrue(message.contains("all labels are 7"), message);
    }

    @Test
    void givenClassesHaveTheirNames() {
        IdxFiles.write(folder, "train-labels-idx1-ubyte", IdxFiles.labels(1, 2, 1));
        IdxFiles.write(folder, "t10k-labels-idx1-ubyte", IdxFiles.labels(1, 2));
        Dataset dataset = IdxDataset.read("shoes", "four files", folder, List.of("boot", "sandal", "sneaker"));
        assertEquals(List.of("boot", "sandal", "sneaker"), dataset.classNames());
        assertEquals(1, dataset.train().label(0));
    }

    @Test
    void numbersOfClassesOutOfRangeAreRefused() {
        for (int classes : new int[] {-1, 1, 257}) {
            String message = assertThrows(InvalidRequestException.class,
                    () -> IdxDataset.read("idx", "four files", folder, OptionalInt.of(classes))).getMessage();
            assertTrue(message.endsWith("got " + classes), message);
        }
    }

    @Test
    void numbersOfImagesAndLabelsThatDiffer() {
        IdxFiles.write(folder, "t10k-labels-idx1-ubyte", IdxFiles.labels(1, 2, 3));
        String message = refused();
        assertTrue(message.contains("has 2 images but") && message.contains("has 3 labels"), message);
    }

    @Test
    void sizesOfTrainingAndTestImagesThatDiffer() {
        IdxFiles.write(folder, "t10k-images-idx3-ubyte", IdxFiles.images(2, 3, 2));
        String message = refused();
        assertTrue(message.contains("2 x 3") && message.contains("3 x 2"), message);
    }

    @Test
    void detectsFoldersWithFilesOfTheDataSet() throws IOException {
        assertTrue(IdxDataset.hasAny(folder));
        Path other = Files.createDirectory(folder.resolve("other"));
        assertFalse(IdxDataset.hasAny(other));
        IdxFiles.write(other, "t10k-labels.idx1-ubyte.gz", new byte[0]);
        assertTrue(IdxDataset.hasAny(other));
        assertFalse(IdxDataset.hasAny(folder.resolve("none")));
    }

    @Test
    void bytesAreUnsigned() {
        IdxFiles.write(folder, "train-images-idx3-ubyte", IdxFiles.bytes(IdxFiles.IMAGES, new int[] {3, 2, 3},
                new byte[] {-1, -128, 127, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}));
        double[] features = new double[6];
        read().train().copyFeatures(0, features, 0);
        assertArrayEquals(new double[] {1, 128 / 255.0, 127 / 255.0, 0, 0, 0}, features);
    }
}
