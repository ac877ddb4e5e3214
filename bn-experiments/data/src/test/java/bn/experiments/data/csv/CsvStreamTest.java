package bn.experiments.data.csv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.data.DataException;
import bn.experiments.data.DatasetStream;
import bn.experiments.data.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvStreamTest {
    @TempDir
    private Path folder;

    private DatasetStream stream(String content, String target) throws IOException {
        return CsvDataset.stream(Files.writeString(folder.resolve("data.csv"), content), CsvOptions.target(target));
    }

    @Test
    void classesAreOneHotFromTheFirstRowOn() throws IOException {
        try (DatasetStream stream = stream("a,kind,b\n1,pear,2\n3,fig,4\n5,apple,6\n", "kind")) {
            assertEquals(List.of("apple", "fig", "pear"), stream.targetNames());
            double[] rows = new double[15];
            Arrays.fill(rows, 7);       // what is there before must not show
            assertEquals(2, stream.rows().read(rows, 2));
            assertArrayEquals(new double[] {1, 2, 0, 0, 1, 3, 4, 0, 1, 0, 7, 7, 7, 7, 7}, rows);
            assertEquals(1, stream.rows().read(rows, 2));
            assertArrayEquals(new double[] {5, 6, 1, 0, 0}, Arrays.copyOf(rows, 5));
            assertEquals(0, stream.rows().read(rows, 2));
            assertEquals(0, stream.rows().read(rows, 2));
            assertEquals(1, stream.rows().share());
        }
    }

    /** The first pass ends at 1.5; what is wrong behind it is found by the second, and said as if there were one. */
    @Test
    void numbersNeedOneLookAndAreStillChecked() throws IOException {
        try (DatasetStream stream = stream("a,y\n1,1.5\n2,2\n3,\n", "y")) {
            assertEquals(Task.REGRESSION, stream.task());
            assertEquals(List.of("y"), stream.targetNames());
            double[] rows = new double[6];
            assertEquals(2, stream.rows().read(rows, 2));
            assertArrayEquals(new double[] {1, 1.5, 2, 2, 0, 0}, rows);
            String message = assertThrows(DataException.class, () -> stream.rows().read(rows, 2)).getMessage();
            assertTrue(message.contains("line 4, column 2 (y): the target is missing"), message);
        }
        try (DatasetStream stream = stream("a,y\n1,1.5\n2,NA\n", "y")) {
            String message = assertThrows(DataException.class, () -> stream.rows().read(new double[6], 2)).getMessage();
            assertTrue(message.contains("line 3, column 2 (y): 'NA' is not a number, but '1.5' in line 2 is"), message);
        }
    }

    /** Records of other lengths after one another: nothing of the one before is left in the object they share. */
    @Test
    void recordsShareAnObject() throws IOException {
        String wide = "9".repeat(3000);
        try (DatasetStream stream = stream("a,b,y\n0." + wide + ",2,1.5\n3,4,2.5\n\"5\",\"6\",\"3.5\"\n", "y")) {
            double[] rows = new double[9];
            assertEquals(3, stream.rows().read(rows, 3));
            assertArrayEquals(new double[] {1, 2, 1.5, 3, 4, 2.5, 5, 6, 3.5}, rows);
        }
    }
}
