package bn.experiments.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.data.Dataset;
import bn.experiments.data.Task;
import bn.experiments.data.csv.CsvDataset;
import bn.experiments.data.csv.CsvOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An accepted copy has exactly the numbers and classes that are in the file: no row and no column is lost or invented. */
class CsvFuzzTest {
    private static final int COPIES = 1500;

    @TempDir
    private Path folder;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String rows(boolean index, boolean quoted, boolean classes) {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            String q = quoted ? "\"" : "";
            text.append(index ? i + "," : "").append(q).append(random.nextGaussian()).append(q).append(',')
                    .append(random.nextInt(2000) - 1000).append(',')
                    .append(classes ? q + (random.nextBoolean() ? "caf\u00e9" : "tea") + q
                            : String.format("%.3e", random.nextGaussian()))
                    .append(quoted ? "\r\n" : "\n");
        }
        return text.toString();
    }

    private void check(String text, CsvOptions options) throws IOException {
        Fuzzer.check(folder.resolve("d.csv"), bytes(text), COPIES, 1, file -> CsvDataset.read(file, options),
                (bytes, read) -> check(NaiveCsv.records(bytes), options, read));
    }

    private static void check(List<List<String>> records, CsvOptions options, Dataset read) {
        boolean header = options.header().orElse(true);
        List<List<String>> rows = records.subList(header ? 1 : 0, records.size());
        List<String> names = records.get(0);
        int target = header && names.contains(options.target()) ? names.indexOf(options.target())
                : Integer.parseInt(options.target()) - 1;
        List<Integer> unnamed = IntStream.range(0, names.size())
                .filter(j -> header && options.index().isEmpty() && j != target && names.get(j).isEmpty()).boxed().toList();
        int[] features = IntStream.range(0, names.size()).filter(j -> j != target && !unnamed.contains(j)).toArray();
        assertEquals(rows.size(), read.train().count());
        assertEquals(features.length, read.train().features());
        double[] row = new double[features.length];
        double first = unnamed.isEmpty() ? 0 : NaiveCsv.number(rows.get(0).get(unnamed.get(0)));
        for (int i = 0; i < rows.size(); i++) {
            List<String> cells = rows.get(i);
            assertEquals(names.size(), cells.size());
            read.train().copyFeatures(i, row, 0);
            for (int j = 0; j < features.length; j++) {
                assertEquals(NaiveCsv.number(cells.get(features[j])), row[j] + 0.0);       // -0 is 0
            }
            for (int j : unnamed) {
                assertEquals(first + i, NaiveCsv.number(cells.get(j)));
            }
            checkTarget(cells.get(target), read, i);
        }
    }

    private static void checkTarget(String cell, Dataset read, int row) {
        double[] value = new double[read.train().targets()];
        read.train().copyTargets(row, value, 0);
        if (read.task() == Task.REGRESSION) {
            assertEquals(NaiveCsv.number(cell), value[0] + 0.0);
            return;
        }
        String name = read.classNames().get(read.train().label(row));
        if (!name.equals(cell)) {
            assertEquals(NaiveCsv.number(name), NaiveCsv.number(cell));
        }
        assertFalse(cell.isEmpty());
        assertTrue(value[read.train().label(row)] == 1);
    }

    private static CsvOptions options(String target, boolean header, Optional<Task> task) {
        return new CsvOptions(target, Optional.of(header), Optional.of(','), Optional.of(List.of()), task, 0, 0);
    }

    @Test
    void numbers() throws IOException {
        check(rows(false, false, false), options("3", false, Optional.of(Task.REGRESSION)));
    }

    @Test
    void quotedClasses() throws IOException {
        check("\ufeff\"size\",\"w, h\",\"kind\"\r\n" + rows(false, true, true), options("3", true, Optional.empty()));
    }

    /** Everything but the delimiter is detected. */
    @Test
    void headerIndexAndTaskAreDetected() throws IOException {
        CsvOptions found = new CsvOptions("kind", Optional.empty(), Optional.of(','), Optional.empty(), Optional.empty(), 0, 0);
        check(",size,width,kind\n" + rows(true, false, true), found);
        check("size,width,kind\n" + rows(false, false, false), found);
    }
}
