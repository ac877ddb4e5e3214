package bn.experiments.data.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.UsageException;
import bn.experiments.data.DataException;
import bn.experiments.data.Dataset;
import bn.experiments.data.csv.CsvOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {
    @TempDir
    private Path folder;

    private Dataset load(String name, Optional<Path> given, Optional<Path> file, Optional<CsvOptions> csv) {
        return new Datasets(new DataFolders(Optional.empty(), folder))
                .load(new DatasetRequest(name, given, OptionalInt.empty(), file, csv, Optional.empty(), 3, 12, 5));
    }

    private String refused(String name) {
        return assertThrows(UsageException.class, () -> load(name, Optional.empty(), Optional.empty(), Optional.empty()))
                .getMessage();
    }

    @Test
    void drawsDigitsOfTheSizesAsked() {
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
    void anUnknownNameListsAll() {
        String message = refused("mnits");
        assertTrue(message.contains("'mnits'"), message);
        Datasets.NAMES.forEach(name -> assertTrue(message.contains(name), message));
    }

    @Test
    void whatIsMissingIsSaid() {
        assertTrue(refused("csv").contains("--file F --target COLUMN"));
        assertTrue(refused("idx").contains("--data-dir DIR"));
    }

    @Test
    void withoutMnistItSaysWhereItLookedAndWhatToDo() {
        String message = refused("mnist");
        assertTrue(message.contains(folder + " or " + folder.resolve("mnist")), message);
        assertTrue(message.contains("bn data fetch mnist") && message.contains("--data-dir DIR")
                && message.contains("--dataset synthetic-digits"), message);
    }

    @Test
    void aPartOfMnistIsReadAndMissed() throws IOException {
        Path own = Files.createDirectory(folder.resolve("mnist"));
        Files.createFile(own.resolve("t10k-labels-idx1-ubyte"));
        String message = assertThrows(DataException.class,
                () -> load("mnist", Optional.empty(), Optional.empty(), Optional.empty())).getMessage();
        assertTrue(message.contains("no training images in " + own), message);
    }
}
