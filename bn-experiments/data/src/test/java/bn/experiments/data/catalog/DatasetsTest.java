package bn.experiments.data.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.InvalidRequestException;
import bn.experiments.data.DataException;
import bn.experiments.data.DataFile;
import bn.experiments.data.DataRemedy;
import bn.experiments.data.Dataset;
import bn.experiments.data.csv.CsvOptions;
import bn.experiments.data.fetch.DataSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetsTest {
    @TempDir
    private Path folder;

    private Dataset load(String name, Optional<Path> given, Optional<Path> file, Optional<CsvOptions> csv) {
        return new Datasets(new DataFolders(Optional.empty(), folder))
                .load(new DatasetRequest(name, given, OptionalInt.empty(), file, csv, Optional.empty(), 0, 3, 12, 5));
    }

    private String refused(String name) {
        return assertThrows(InvalidRequestException.class, () -> load(name, Optional.empty(), Optional.empty(), Optional.empty()))
                .getMessage();
    }

    @Test
    void drawsTheRequestedNumbersOfDigits() {
        Dataset digits = load("synthetic-digits", Optional.empty(), Optional.empty(), Optional.empty());
        assertEquals(12, digits.train().count());
        assertEquals(5, digits.test().count());
    }

    @Test
    void readsCsv() throws IOException {
        Path file = Files.writeString(folder.resolve("data.csv"), "a,b\n1,2.5\n2,3.5\n");
        assertEquals("b", load("csv", Optional.empty(), Optional.of(file), Optional.of(CsvOptions.target("b"))).target());
    }

    @Test
    void theMessageForAnUnknownNameListsAllNames() {
        String message = refused("mnits");
        assertTrue(message.contains("'mnits'"), message);
        Datasets.NAMES.forEach(name -> assertTrue(message.contains(name), message));
    }

    @Test
    void whatIsMissingIsSaid() {
        assertTrue(refused("csv").contains("needs a file and the column to predict"));
        assertTrue(refused("idx").contains("needs the folder of its four files"));
    }

    @Test
    void ifMnistIsMissingTheMessageHasTheFoldersAndWhatToDo() {
        String message = refused("mnist");
        assertTrue(message.contains(folder.resolve("mnist") + " or " + folder), message);
        assertTrue(message.endsWith("; download them, name their folder, or use the data set synthetic-digits"), message);
    }

    @Test
    void missingFilesOfMnistAreNamed() throws IOException {
        Path own = Files.createDirectory(folder.resolve("mnist"));
        Files.createFile(own.resolve("t10k-labels-idx1-ubyte"));
        String message = assertThrows(DataException.class,
                () -> load("mnist", Optional.empty(), Optional.empty(), Optional.empty())).getMessage();
        assertTrue(message.contains("no training images in " + own), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fashion-mnist", "kmnist", "cifar10"})
    void eachDataSetIsSearchedInItsFolder(String name) throws IOException {
        // Files with MNIST's names, which other data sets also use.
        Files.createFile(folder.resolve("train-images-idx3-ubyte"));
        String message = refused(name);
        assertTrue(message.contains("no files of " + name + " in " + folder.resolve(name) + ";"), message);
        assertTrue(message.contains("; download them, "), message);
        Path own = Files.createDirectory(folder.resolve(name));
        Files.createFile(own.resolve(name.equals("cifar10") ? "data_batch_1.bin" : "train-images-idx3-ubyte"));
        message = assertThrows(DataException.class,
                () -> load(name, Optional.empty(), Optional.empty(), Optional.empty())).getMessage();
        assertTrue(message.contains(own.toString()), message);
    }

    /** A folder of files with MNIST's names but other content. */
    private Path foreign(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String part : new String[] {"train", "t10k"}) {
            Files.write(folder.resolve(part + "-images-idx3-ubyte"),
                    new byte[] {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 7, 9});
            Files.write(folder.resolve(part + "-labels-idx1-ubyte"), new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 0, 1});
        }
        return folder;
    }

    /** Complete files in the right format with valid labels: only the checksums show that they are not MNIST. */
    @ParameterizedTest
    @ValueSource(strings = {"mnist", "fashion-mnist", "kmnist"})
    void filesWithOtherChecksumsAreRejected(String name) throws IOException {
        Path given = foreign(folder.resolve("given"));
        Path own = foreign(folder.resolve(name));
        for (Optional<Path> place : List.of(Optional.of(given), Optional.<Path>empty())) {
            DataException failure = assertThrows(DataException.class,
                    () -> load(name, place, Optional.empty(), Optional.empty()));
            String message = failure.getMessage();
            assertTrue(message.startsWith(place.orElse(own).resolve("train-images-idx3-ubyte") + " is not "
                    + "train-images-idx3-ubyte.gz of " + name) && message.contains("is not the published one"), message);
            assertTrue(message.endsWith("or read " + place.orElse(own) + " as the data set idx"), message);
            assertEquals(List.of(DataRemedy.DOWNLOAD, DataRemedy.DATASET, DataRemedy.FOLDER), failure.remedies());
        }
        Dataset idx = load("idx", Optional.of(given), Optional.empty(), Optional.empty());
        assertEquals("idx", idx.name());
        assertEquals(2, idx.train().count());
    }

    @Test
    void mnistIsRecognisedByItsContent() {
        // The checksums are those of the contents, independent of file names and compression.
        List<DataFile> read = DataSources.MNIST.files().stream()
                .map(file -> new DataFile("renamed", file.checksum().hex())).collect(Collectors.toList());
        DataSources.MNIST.require(read, "");
        read.set(3, read.get(2));
        assertThrows(DataException.class, () -> DataSources.MNIST.require(read, ""));
    }

    @Test
    void everyDataSetThatCanBeFetchedCanBeLoaded() {
        DataSources.all().forEach(source -> assertTrue(Datasets.NAMES.contains(source.name()), source.name()));
    }
}
