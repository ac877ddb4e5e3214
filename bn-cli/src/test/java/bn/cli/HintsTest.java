package bn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user is told by a failure of a library: one line in its words, with the options that help. */
class HintsTest {
    private static final String[] TINY = {"--train-size", "40", "--test-size", "20", "--arch", "784-4-10", "--epochs", "1",
            "--batch-size", "20", "--backend", "cpu"};

    @TempDir
    private Path folder;

    @Test
    void whatAFileOfRowsDoesNotSayIsAskedFor() throws IOException {
        Path file = folder.resolve("d.csv");
        Files.writeString(file, "1,2,3.5\n2,1,4.5\n3,5,1.5\n");
        String line = refused(1, "rate", "linear", "--dataset", "csv", "--file", file.toString(), "--target", "3");
        assertTrue(line.endsWith("; say whether this line holds names or data (--header or --no-header)"), line);
        line = refused(1, "rate", "linear", "--dataset", "csv", "--file", file.toString(), "--target", "3", "--no-header",
                "--backend",
                "cpu");
        assertTrue(line.contains(": column 1 counts the rows; ") && line.endsWith(" (--index COLUMNS|none)"), line);
        line = refused(2, "rate", "linear", "--dataset", "csv");
        assertTrue(line.endsWith("needs a file and the column to predict (--file FILE, --target COLUMN)"), line);
    }

    @Test
    void aDataSetThatIsNotThereCanBeDownloaded() {
        String line = refused(2, "rate", "linear", "--dataset", "mnist", "--data-dir", folder.toString());
        assertTrue(line.startsWith("bn: no files of mnist in " + folder.resolve("mnist") + " or " + folder)
                && line.endsWith("; download "
                        + "them, name their folder, or use the data set synthetic-digits (bn data fetch NAME, --data-dir DIR, --dataset NAME)"),
                line);
    }

    @Test
    void aFolderWithARunOrWithoutAStudyIsNamed() {
        String out = folder.resolve("run").toString();
        Launch.Result trained = train(out);
        assertEquals(0, trained.code(), trained.err());
        String line = train(out).notes().strip();
        assertEquals("bn: the output folder already holds a run; resume it, or choose another folder (--resume, --out DIR)",
                line);
        line = refused(2, "report", out);
        assertTrue(line.endsWith("; name the folder of a study, or begin one (bn reproduce --out DIR)"), line);
        line = refused(2, "train", "--init", folder.resolve("none").toString(), "--out", out);
        assertTrue(line.endsWith("; a training run writes one to its folder (bn train)"), line);
    }

    private static Launch.Result train(String out) {
        String[] words = new String[TINY.length + 3];
        words[0] = "train";
        words[1] = "--out";
        words[2] = out;
        System.arraycopy(TINY, 0, words, 3, TINY.length);
        return InProcess.bn(words);
    }

    private static String refused(int code, String... command) {
        Launch.Result result = InProcess.bn(command);
        assertEquals(code, result.code(), result.err());
        assertEquals(1, result.notes().lines().count(), result.err());
        return result.notes().strip();
    }
}
