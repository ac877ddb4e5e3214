package bn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An option that would change nothing is refused: who gives it believes that it did. */
class IgnoredOptionsTest {
    @TempDir
    private Path scratch;

    private static Launch.Result refused(String... arguments) {
        Launch.Result result = InProcess.bn(arguments);
        assertEquals(2, result.code(), result.err());
        assertEquals(1, result.notes().lines().count(), result.err());
        assertEquals("", result.out());
        return result;
    }

    @Test
    void resumingRatesNeedsAFolderAndPopulationStatistics() {
        List<String> rates = List.of("rate", "network", "--checkpoint", "x", "--resume");
        assertTrue(refused(rates.toArray(String[]::new)).err().contains("give --out DIR"));
        List<String> batch = new ArrayList<>(rates);
        batch.addAll(List.of("--out", scratch.resolve("out").toString(), "--statistics", "batch"));
        assertTrue(refused(batch.toArray(String[]::new)).err().contains("--resume is for --statistics population"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "mnist; --delimiter ,; csv", "synthetic-digits; --file x.csv; csv, npy", "csv; --classes 3; idx",
            "idx; --train-size 3; synthetic-digits",
            "npy; --target y; csv", "csv; --targets y.npy; npy", "mnist; --data-seed 2; csv, image-folder, npy, synthetic-digits",
            "csv; --data-dir .; cifar10", "image-folder; --file x; csv, npy",
            "kmnist; --test-fraction 0.1; csv, image-folder, npy", "synthetic-digits; --target-kind class; csv, npy",
            "npy; --no-header; csv",
            "cifar10; --test-size 4; synthetic-digits"})
    void anOptionForAnotherDataSetIsRefused(String dataset, String option, String others) {
        for (String command : List.of("linear", "softmax")) {
            List<String> words = new ArrayList<>(List.of("rate", command, "--dataset", dataset));
            words.addAll(List.of(option.split(" ", -1)));
            String err = refused(words.toArray(String[]::new)).err();
            String name = option.split(" ", -1)[0].replace("--no-", "--");
            assertTrue(err.startsWith("bn: " + name + " is for the data sets ") && err.contains(others)
                    && err.contains("not for " + dataset), err);
        }
    }

    @Test
    void aFileWithoutADataSetIsNotForgotten() {
        String err = refused("rate", "linear", "--file", "x.csv", "--target", "y").err();
        assertTrue(err.contains("--file is for the data sets csv, npy, not for synthetic-digits"), err);
    }

    private String csv(int rows) throws IOException {
        return Files.writeString(scratch.resolve("x.csv"), IntStream.range(0, rows)
                .mapToObj(i -> i * 0.5 + "," + (i * i % 7 + 0.25)).collect(Collectors.joining("\n", "a,y\n", "\n"))).toString();
    }

    @Test
    void moreExamplesThanThereAreAreNotToBeHad() throws IOException {
        for (String[] data : new String[][] {{"--dataset", "csv", "--file", csv(20), "--target", "y"},
                {"--dataset", "csv", "--file", csv(20), "--target", "y", "--test-fraction", "0"}, {"--train-size", "300"}}) {
            int count = data.length == 2 ? 300 : 20;
            List<String> words = new ArrayList<>(List.of("rate", "linear", "--limit", String.valueOf(count + 1)));
            words.addAll(List.of(data));
            String err = refused(words.toArray(String[]::new)).err();
            assertTrue(err.contains("--limit " + (count + 1) + " has no effect: there are " + count + " training examples"), err);
            words.set(3, String.valueOf(count));
            Launch.Result all = InProcess.bn(words.toArray(String[]::new));
            assertEquals(0, all.code(), all.err());
        }
    }

    @Test
    void seedsOfWhatIsNotDrawnAreRefused() throws IOException {
        assertTrue(refused("rate", "softmax", "--train-size", "20", "--noise-seed", "3").err()
                .contains("--noise-seed has no effect"));
        assertTrue(refused("rate", "linear", "--dataset", "csv", "--file", csv(20), "--target", "y", "--data-seed", "3").err()
                .contains("--data-seed chooses the rows"));
    }

    @Test
    void momentsLeaveNothingToOtherOptions() throws IOException {
        String moments = scratch.resolve("m.npz").toString();
        Launch.Result saved = InProcess.bn("rate", "linear", "--train-size", "50", "--pool", "14", "--save-moments", moments);
        assertEquals(0, saved.code(), saved.err());
        assertTrue(refused("rate", "linear", "--moments", moments, "--pool", "2").err().contains("leave out --pool 2"));
        Launch.Result threads = InProcess.bn("rate", "linear", "--moments", moments, "--threads", "2");
        assertEquals("Note: --threads has no effect: moments leave nothing for a backend to compute.", threads.notes());
    }

    @Test
    void theExamplesAreNotOverwritten() throws IOException {
        String file = csv(20);
        String before = Files.readString(Path.of(file));
        Path link = Files.createSymbolicLink(scratch.resolve("link"), Path.of(file));
        for (String target : List.of(file, link.toString(), scratch + "/./x.csv")) {
            String err = refused("rate", "linear", "--dataset", "csv", "--file", file, "--target", "y", "--save-moments", target)
                    .err();
            assertTrue(err.contains("is a file that the examples are read from"), err);
        }
        assertEquals(before, Files.readString(Path.of(file)));
    }

    @Test
    void theListGoesAlone() {
        assertTrue(refused("run", "--list", "identity").err().contains("--list runs no experiments"));
        assertTrue(refused("run", "--list", "--quick").err().contains("leave out --quick"));
        Launch.Result json = InProcess.bn("run", "--list", "--format", "json");
        assertEquals(0, json.code(), json.err());
        assertTrue(json.out().contains("\"name\" : \"identity\""), json.out());
        assertFalse(InProcess.bn("run", "--list").out().contains("{"));
    }
}
