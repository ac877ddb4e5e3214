package bn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.data.npy.NpyWriter;
import bn.experiments.result.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bn rate linear} on files: the same numbers as CSV, as NumPy arrays, and as saved and merged moments. */
class RateLinearFilesTest {
    private static final int ROWS = 3000;
    private static final int FEATURES = 3;

    @TempDir
    private Path folder;

    /** Features, then a target that they explain in part: a number with decimals, or one of the classes 0, 1 and 2. */
    private static double[][] rows(boolean classes) {
        Random random = new Random(7);
        double[][] rows = new double[ROWS][FEATURES + 1];
        for (double[] row : rows) {
            double sum = random.nextGaussian();
            for (int j = 0; j < FEATURES; j++) {
                row[j] = 10 * j + random.nextGaussian();
                sum += row[j] - 10 * j;
            }
            row[FEATURES] = classes ? Math.max(0, Math.min(2, Math.rint(1 + sum / 2))) : sum;
        }
        return rows;
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private String csv(String name, double[][] rows, boolean classes) throws IOException {
        StringBuilder text = new StringBuilder("a,b,c,y\n");
        for (double[] row : rows) {
            StringJoiner line = new StringJoiner(",");
            for (int j = 0; j < row.length; j++) {
                line.add(classes && j == row.length - 1 ? String.valueOf((int) row[j]) : String.valueOf(row[j]));
            }
            text.append(line).append('\n');
        }
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static Launch.Result linear(String... options) {
        return InProcess.bn(Stream.concat(Stream.of("rate", "linear"), Stream.of(options)).toArray(String[]::new));
    }

    private static String json(String... options) {
        Launch.Result result = linear(Stream.concat(Stream.of("--backend", "cpu", "--gamma", "0.3", "--noise-sigma", "0.2",
                "--format", "json"), Stream.of(options)).toArray(String[]::new));
        assertEquals(0, result.code(), result.err());
        return result.out();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void savedMomentsGiveTheSameToTheBit(boolean classes) throws IOException {
        String all = json("--dataset", "csv", "--file", csv("all.csv", rows(classes), classes), "--target", "y", "--save-moments",
                file("all.npz"));
        assertEquals(all, json("--moments", file("all.npz")));
        assertTrue(all.contains("\"examples\" : 3000"), all);
    }

    /** The second part lacks class 0 of the classification. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void partsGiveWhatTheWholeGives(boolean classes) throws IOException {
        double[][] rows = rows(classes);
        Arrays.sort(rows, (a, b) -> Double.compare(a[FEATURES], b[FEATURES]));
        JsonNode all = tree(json("--dataset", "csv", "--file", csv("all.csv", rows, classes), "--target", "y"));
        int cut = 2000;
        json("--dataset", "csv", "--file", csv("1.csv", Arrays.copyOf(rows, cut), classes), "--target", "y", "--save-moments",
                file("1.npz"));
        json("--dataset", "csv", "--file", csv("2.csv", Arrays.copyOfRange(rows, cut, ROWS), classes), "--target", "y",
                "--save-moments", file("2.npz"));
        JsonNode merged = tree(json("--moments", file("1.npz"), file("2.npz")));
        assertEquals(classes ? 3 : 1, merged.path("lambda").size());
        for (String name : new String[] {"lambda", "rSquared", "alpha", "alphaSignal", "alphaNoise"}) {
            for (int k = 0; k < merged.path(name).size(); k++) {
                double expected = all.path(name).path(k).asDouble(Double.NaN);
                // Sums of 3000 terms are off by 3000 * 2^-52 = 7e-13 of what they add up, at worst; S is well conditioned.
                assertEquals(expected, merged.path(name).path(k).asDouble(), 1e-12 * (1 + Math.abs(expected)), name + k);
            }
        }
        assertEquals(3000, merged.path("examples").asInt());
    }

    private static JsonNode tree(String json) {
        return Json.parse(json.getBytes(StandardCharsets.UTF_8), "bn rate linear");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void arraysGiveWhatCsvGives(boolean classes) throws IOException {
        double[][] rows = rows(classes);
        double[] x = Arrays.stream(rows).flatMapToDouble(row -> Arrays.stream(row, 0, FEATURES)).toArray();
        double[] y = Arrays.stream(rows).mapToDouble(row -> row[FEATURES]).toArray();
        try (OutputStream out = Files.newOutputStream(folder.resolve("f.npz"));
                NpyWriter.Archive npz = new NpyWriter.Archive(out)) {
            npz.add("x", x, ROWS, FEATURES);
            npz.add("y", y, ROWS);
        }
        String expected = json("--dataset", "csv", "--file", csv("all.csv", rows, classes), "--target", "y");
        assertEquals(classes ? 3 : 1, tree(expected).path("lambda").size());
        // Floating-point numbers are a quantity unless they are said to be classes.
        String kind = classes ? "class" : "number";
        assertEquals(expected, json("--dataset", "npy", "--file", InProcess.npy(folder.resolve("X.npy"), x, ROWS, FEATURES),
                "--targets", InProcess.npy(folder.resolve("y.npy"), y, ROWS), "--target-kind", kind));
        assertEquals(expected, json("--dataset", "npy", "--file", file("f.npz"), "--target-kind", kind));
        assertEquals(1, tree(json("--dataset", "npy", "--file", file("f.npz"))).path("lambda").size());
    }

    /** The same numbers with labels 0.0, 1.0 and 2.0, without a header, with pandas' index, and with a tab between cells. */
    @Test
    void otherFormsOfAFileGiveTheSame() throws IOException {
        String all = csv("all.csv", rows(true), true);
        List<String> lines = Files.readAllLines(Path.of(all));
        String expected = json("--dataset", "csv", "--file", all, "--target", "y");
        Files.write(folder.resolve("decimal.csv"), lines.stream().map(line -> line.endsWith("y") ? line : line + ".0").toList());
        assertEquals(expected,
                json("--dataset", "csv", "--file", file("decimal.csv"), "--target", "y", "--target-kind", "class"));
        assertEquals(1, tree(json("--dataset", "csv", "--file", file("decimal.csv"), "--target", "y")).path("lambda").size());
        Files.write(folder.resolve("plain.csv"), lines.subList(1, lines.size()));
        assertEquals(expected, json("--dataset", "csv", "--file", file("plain.csv"), "--target", "4", "--no-header"));
        refused(1, "--header", "--dataset", "csv", "--file", file("plain.csv"), "--target", "4");
        Files.write(folder.resolve("numbers.csv"), Stream.concat(Stream.of("0,1,2,3"), lines.stream().skip(1)).toList());
        assertEquals(expected, json("--dataset", "csv", "--file", file("numbers.csv"), "--target", "#4", "--header"));
        refused(1, "--no-header", "--dataset", "csv", "--file", file("numbers.csv"), "--target", "4");
        Files.write(folder.resolve("index.csv"), IntStream.range(0, lines.size())
                .mapToObj(i -> (i == 0 ? "" : i - 1) + "," + lines.get(i)).toList());
        assertEquals(expected, json("--dataset", "csv", "--file", file("index.csv"), "--target", "y"));
        Files.write(folder.resolve("tab.csv"), lines.stream().map(line -> line.replace(',', '\t')).toList());
        assertEquals(expected, json("--dataset", "csv", "--file", file("tab.csv"), "--target", "y", "--delimiter", "\\t"));
    }

    @Test
    void whatWasReadIsSaid() throws IOException {
        String all = csv("all.csv", rows(true), true);
        String said = linear("--backend", "cpu", "--dataset", "csv", "--file", all, "--target", "y", "--save-moments",
                file("m.npz")).err();
        assertEquals("Read " + all + ": 3000 rows, 3 features; target y (column 4): 3 classes (3 different whole numbers in 3000 "
                + "rows, fewer than half as many); cells separated by ','; line 1 is a header (it has the target's name)\n",
                said);
        said = linear("--moments", file("m.npz")).err();
        assertEquals("Read " + file("m.npz") + ": 3000 rows, 3 features; target class: 3 classes (by its array task)\n", said);
        said = linear("--backend", "cpu", "--dataset", "csv", "--file", all, "--target", "y", "--limit", "100", "--compare")
                .err();
        assertTrue(said.startsWith("Read " + all + ": 3000 rows"), said);
    }

    @Test
    void failuresAreOneLineAndAnExitCode() throws IOException {
        String wide = csv("wide.csv", rows(false), false);
        Files.writeString(folder.resolve("narrow.csv"), "a,y\n1,0.5\n2,1.5\n4,1\n");
        json("--dataset", "csv", "--file", wide, "--target", "y", "--save-moments", file("wide.npz"));
        json("--dataset", "csv", "--file", file("narrow.csv"), "--target", "y", "--save-moments", file("narrow.npz"));
        String x = InProcess.npy(folder.resolve("X.npy"), new double[6], 3, 2);
        String y = InProcess.npy(folder.resolve("y.npy"), new double[] {0.5, 1, 2}, 3);
        byte[] whole = Files.readAllBytes(folder.resolve("X.npy"));
        Files.write(folder.resolve("cut.npy"), Arrays.copyOf(whole, whole.length - 3));
        byte[] archive = Files.readAllBytes(folder.resolve("wide.npz"));
        Files.write(folder.resolve("cut.npz"), Arrays.copyOf(archive, archive.length / 2));

        refused(1, "narrow.npz is of other data: 1 features", "--moments", file("wide.npz"), file("narrow.npz"));
        refused(1, "none.npz does not exist", "--moments", file("none.npz"));
        refused(1, "damaged or truncated", "--moments", file("cut.npz"));
        refused(1, "cut.npy claims 3 x 2", "--dataset", "npy", "--file", file("cut.npy"), "--targets", y);
        refused(1, "none.npy does not exist", "--dataset", "npy", "--file", file("none.npy"), "--targets", y);
        refused(1, "none.npy does not exist", "--dataset", "npy", "--file", x, "--targets", file("none.npy"));
        refused(2, "in a file of their own (--targets FILE)", "--dataset", "npy", "--file", x);
        refused(2, "--moments takes the place", "--moments", file("wide.npz"), "--dataset", "csv");
        refused(2, "--compare", "--moments", file("wide.npz"), "--compare");
    }

    /** A column in milliseconds of a year, the same in seconds, next to a share; and a number far from 0 that explains all. */
    @Test
    void unitsOfAColumnChangeNothing() throws IOException {
        Random random = new Random(8);
        StringBuilder milliseconds = new StringBuilder("t,share,y\n");
        StringBuilder seconds = new StringBuilder("t,share,y\n");
        StringBuilder identity = new StringBuilder("id,noise,y\n");
        for (int i = 0; i < 200; i++) {
            double t = 1.7e12 + 2.6e9 * random.nextDouble();
            double share = random.nextDouble();
            double y = 3 * share + 0.1 * random.nextGaussian();
            milliseconds.append(t).append(',').append(share).append(',').append(y).append('\n');
            seconds.append(t / 1000).append(',').append(share).append(',').append(y).append('\n');
            identity.append(10_000_000_000_000L + i % 7).append(',').append(random.nextGaussian()).append(',').append(i % 7 + 0.5)
                    .append('\n');
        }
        Files.writeString(folder.resolve("ms.csv"), milliseconds);
        Files.writeString(folder.resolve("s.csv"), seconds);
        Files.writeString(folder.resolve("id.csv"), identity);
        String[] options = {"--spectrum", "--compare"};
        JsonNode first = ofCsv("ms.csv", options);
        JsonNode second = ofCsv("s.csv", options);
        // t is rounded to 1e-16 of its mean, which is 2000 deviations; in the rest only the last digits differ.
        assertEquals(first.at("/lambda/0").asDouble(), second.at("/lambda/0").asDouble(), 1e-10);
        assertTrue(first.at("/rSquared/0").asDouble() > 0.95, first::toString);
        assertEquals(2, first.path("rank").asInt());
        double sum = 0;
        for (JsonNode direction : first.at("/spectrum/0")) {
            sum += Math.pow(direction.path("covariance").asDouble(), 2) / direction.path("signal").asDouble();
        }
        assertEquals(Math.pow(1 + first.at("/lambda/0").asDouble(), 2), sum, 1e-10);
        // The mean is stored to 2^-10 = ulp(1e13) / 2, of a deviation of 2: the square of that is added to the variance, and twice at most.
        assertEquals(1, ofCsv("id.csv").at("/rSquared/0").asDouble(), 2 * Math.pow(0x1p-10 / 2, 2));
    }

    private JsonNode ofCsv(String name, String... options) {
        Launch.Result result = linear(
                Stream.concat(Stream.of("--dataset", "csv", "--file", file(name), "--target", "y", "--format",
                        "json"), Stream.of(options)).toArray(String[]::new));
        assertEquals(0, result.code(), result.err());
        return tree(result.out());
    }

    @Test
    void momentsOfNoDataAreRefused() throws IOException {
        try (OutputStream out = Files.newOutputStream(folder.resolve("no.npz"));
                NpyWriter.Archive npz = new NpyWriter.Archive(out)) {
            npz.add("count", new double[] {10}, 1);
            npz.add("mean", new double[] {0, 0}, 2);
            npz.add("scatter", new double[] {1, 3, 3, 1}, 2, 2);
        }
        refused(1, "columns 1 and 2 have a covariance of 0.3", "--moments", file("no.npz"));
    }

    private static void refused(int code, String part, String... options) {
        Launch.Result result = linear(options);
        assertEquals(code, result.code(), result.err());
        assertTrue(result.err().contains(part), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
        assertEquals("", result.out());
    }
}
