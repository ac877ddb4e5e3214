package bn.experiments.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.experiments.data.Dataset;
import bn.experiments.data.Examples;
import bn.experiments.data.Targets;
import bn.experiments.result.OutputDirectory;
import bn.experiments.result.Provenance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A finished study of three seeds, then something about its folder is changed. */
class StudyDirectoryTest {
    private static final CoinTosses COINS = new CoinTosses(0);
    private static final Study STUDY = new Study("t", List.of(), "", List.of(COINS), List.of(), List.of());
    private static final Provenance CPU = new Provenance("1", "17", "Linux", "cpu", "bn.cpu", "1", "cpu.jar", "a CPU",
            List.of("f64"),
            "BLAS 1");

    @TempDir
    private Path scratch;
    private Path folder;

    @BeforeEach
    void study() {
        folder = finished("study", dataset(1, "y", "no", "yes"));
    }

    /** Four examples of two features, the first of which is given. */
    private static Dataset dataset(double first, String target, String... classes) {
        Examples examples = Examples.ofRows(new double[] {first, 2, 3, 4, 5, 6, 7, 8}, 2, new int[] {0, 1, 2, 3},
                new Targets.Labels(new int[] {0, 1, 0, 1}, 2));
        return new Dataset("csv", "a file", examples, examples, target, List.of(classes), List.of());
    }

    private static StudyManifest manifest(Dataset data, Provenance... provenance) {
        return new StudyManifest("bn run coins", "--target y",
                new Protocol(DatasetSummary.of(data), true, 1, 3, "cpu", List.of("other")),
                List.of(provenance), List.of());
    }

    private Path finished(String name, Dataset data) {
        Path path = scratch.resolve(name);
        try (StudyDirectory study = StudyDirectory.lock(new OutputDirectory(path))) {
            StudyManifest manifest = manifest(data, CPU);
            study.begin(manifest, List.of(COINS));
            ResultTable table = ResultTable.in(study.checked(), COINS, manifest.protocol());
            try (TrialContext context = new TrialContext(data, manifest.protocol(), backend -> null, norm -> null, () -> false)) {
                table.pending().forEach(trial -> table.add(trial, trial.run(context)));
            }
        }
        return path;
    }

    private List<String> begin(StudyManifest manifest, Experiment... experiments) {
        try (StudyDirectory study = StudyDirectory.lock(new OutputDirectory(folder))) {
            return study.begin(manifest, List.of(experiments));
        }
    }

    private void refused(Dataset data, String... parts) {
        InvalidRequestException e = assertThrows(InvalidRequestException.class, () -> begin(manifest(data, CPU), COINS));
        for (String part : parts) {
            assertTrue(e.getMessage().contains(part), e.getMessage());
        }
        assertEquals(1, e.getMessage().lines().count());
    }

    @Test
    void theSameDataFromElsewhereAreTheSameStudy() {
        assertEquals(List.of(), begin(manifest(dataset(1, "y", "no", "yes"), CPU), COINS));
    }

    @Test
    void otherDataAreAnotherStudy() {
        refused(dataset(1.0000000000000002, "y", "no", "yes"), "the SHA-256 of the data's numbers was ", ", now ", "--target y");
        refused(dataset(1, "z", "no", "yes"), "the target was y, now z");
        refused(dataset(1, "y", "yes", "no"), "the names of the classes was [no, yes], now [yes, no]");
        Dataset whole = dataset(1, "y", "no", "yes");
        refused(whole.limit(3), "the number of training examples was 4, now 3");
        // The same examples in another order, as another split of a file has them.
        Examples other = whole.train().select(new int[] {1, 0, 2, 3});
        refused(new Dataset("csv", "a file", other, whole.test(), "y", List.of("no", "yes"), List.of()), "the SHA-256");
    }

    @Test
    void whatComputesOtherwiseIsSaid() {
        Provenance newer = new Provenance("1", "17", "Linux", "cpu", "bn.cpu", "1", "cpu.jar", "a CPU", List.of("f64"), "BLAS 2");
        Dataset data = dataset(1, "y", "no", "yes");
        List<String> notes = begin(manifest(data, newer), COINS);
        assertEquals(1, notes.size());
        assertTrue(notes.get(0).endsWith("backend cpu: software was BLAS 1, now BLAS 2"), notes.get(0));
        assertEquals(List.of(CPU, newer), StudyDirectory.manifest(new OutputDirectory(folder)).provenance());
        assertEquals(List.of(), begin(manifest(data, newer), COINS), "said once");
    }

    @Test
    void anotherCommitIsSaidAndTheStudyGoesOn() {
        Provenance other = new Provenance("1 (commit b-dirty)", "17", "Linux", "cpu", "bn.cpu", "1", "cpu.jar", "a CPU",
                List.of("f64"),
                "BLAS 1");
        List<String> notes = begin(manifest(dataset(1, "y", "no", "yes"), other), COINS);
        assertEquals(1, notes.size());
        assertTrue(notes.get(0).endsWith("backend cpu: bn was 1, now 1 (commit b-dirty)"), notes.get(0));
    }

    private static BnException damaged(Path folder) {
        return assertThrows(BnException.class, () -> {
            OutputDirectory files = OutputDirectory.existing(folder);
            STUDY.report(files);
        });
    }

    private void change(String file, UnaryOperator<String> change) throws IOException {
        Path path = folder.resolve(file);
        Files.writeString(path, change.apply(Files.readString(path)));
    }

    private void saysWhichFile(String file) throws IOException {
        Path sound = finished("sound" + System.nanoTime(), dataset(1, "y", "no", "yes"));
        for (BnException e : List.of(damaged(folder),
                assertThrows(BnException.class, () -> begin(manifest(dataset(1, "y", "no", "yes"), CPU), COINS)),
                assertThrows(BnException.class,
                        () -> StudyComparison.of(List.of(COINS), new OutputDirectory(sound), new OutputDirectory(folder))))) {
            assertTrue(e.getMessage().contains(folder.resolve(file).toString()), e.getMessage());
            assertEquals(1, e.getMessage().lines().count());
            assertTrue(e.getMessage().matches(".*(put back a copy|move it away).*"), e.getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource({"manifest.json", "bars.json", "coins.csv", "checksums.json"})
    void whatIsNoJsonOrNoTableIsDamaged(String file) throws IOException {
        Map<String, String> files = Map.of("null", "null", "list", "[]", "object", "{}", "empty", "", "nul", "\0", "text",
                "\"x\"");
        for (String text : files.values()) {
            change(file, old -> text);
            saysWhichFile(file);
        }
        Files.write(folder.resolve(file), new byte[] {'{', (byte) 0xff, '}'});
        saysWhichFile(file);
    }

    @ParameterizedTest
    @CsvSource({"manifest.json, \"seeds\" : 3, \"seeds\" : 2", "manifest.json, bn run coins, bn run dice", "bars.json, 0.25, 0.2",
            "coins.csv, 0.5, 0.6", "coins.csv, seed=2, seed=3", "coins.csv, tails, heads", "checksums.json, coins.csv, dice.csv"})
    void aChangeThatIsNotSeenIsDamageToo(String file, String from, String to) throws IOException {
        change(file, old -> old.replaceFirst(from, to));
        BnException e = damaged(folder);
        assertTrue(e.getMessage().contains(folder.toString()), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"manifest.json", "bars.json", "checksums.json"})
    void aFileThatIsMissingIsNamed(String file) throws IOException {
        Files.delete(folder.resolve(file));
        BnException e = assertThrows(BnException.class, () -> begin(manifest(dataset(1, "y", "no", "yes"), CPU), COINS));
        assertTrue(e.getMessage().startsWith(folder.resolve(file) + " is missing"), e.getMessage());
        assertTrue(damaged(folder).getMessage().contains(file));
    }

    @Test
    void aTableThatIsMissingIsMeasuredAgainOrNamed() throws IOException {
        byte[] table = Files.readAllBytes(folder.resolve("coins.csv"));
        Files.delete(folder.resolve("coins.csv"));
        assertTrue(damaged(folder).getMessage().contains("coins.csv is missing, though it was measured"));
        StudyManifest manifest = manifest(dataset(1, "y", "no", "yes"), CPU);
        BnException e = assertThrows(BnException.class, () -> begin(manifest));
        assertTrue(e.getMessage().contains("coins.csv is missing"), e.getMessage());
        assertEquals(List.of(folder.resolve("coins.csv") + " is missing: its experiment is measured again"),
                begin(manifest, COINS));
        finished("study", dataset(1, "y", "no", "yes"));
        assertArrayEquals(table, Files.readAllBytes(folder.resolve("coins.csv")));
    }

    @Test
    void aTableFromElsewhereIsNotTaken() throws IOException {
        Path other = scratch.resolve("other");
        try (StudyDirectory study = StudyDirectory.lock(new OutputDirectory(other))) {
            study.begin(manifest(dataset(1, "y", "no", "yes"), CPU), List.of(COINS));
        }
        assertTrue(assertThrows(BnException.class, () -> STUDY.report(new OutputDirectory(other))).getMessage()
                .contains("holds no results yet"));
        Files.copy(folder.resolve("coins.csv"), other.resolve("coins.csv"));
        assertTrue(damaged(other).getMessage().contains("coins.csv is not of this study"), damaged(other).getMessage());
    }

    @Test
    void resultsOfAnotherVersionAreNotLeftOut() {
        BnException e = assertThrows(BnException.class, () -> new Study("t", List.of(), "", List.of(), List.of(), List.of())
                .report(new OutputDirectory(folder)));
        assertTrue(e.getMessage().contains("coins.csv is of an experiment that this version of bn does not have"),
                e.getMessage());
    }

    /** Rows that have the right checksum, such as those of a version with other trials. */
    @ParameterizedTest
    @CsvSource({"seed=1, seed=9, 'line 2 is of trial'", "'tosses=10 seed=1,1,', 'tosses=10 seed=1,2,', 'line 2 has seed'",
            "'\ntosses', '\n\ntosses', 'line 2 has 1 cells'", "',0\\.\\d+\n', ',x\n', 'where a number belongs'",
            "'(\n[^\n]*tails[^\n]*)\n', '$1$1\n', 'a second value'", "'value', 'values', 'its columns are'",
            "'\n$', '', 'its end is missing'",
            "',10,', ',1000,', 'its trial under {tosses=10}'", "',0\\.\\d+\n', ',1d\n', 'where a number belongs'"})
    void rowsThatDoNotFitAreNamed(String from, String to, String part) throws IOException {
        StudyFiles files = new StudyFiles(new OutputDirectory(folder));
        String table = new String(files.read("coins.csv"), StandardCharsets.UTF_8);
        String changed = table.replaceFirst(from, to);
        assertTrue(!changed.equals(table));
        files.write("coins.csv", changed);
        String message = damaged(folder).getMessage();
        assertTrue(message.contains("coins.csv is no table of experiment 'coins'") && message.contains(part), message);
    }

    @Test
    void aBarThatThisVersionNeedsIsNotInvented() {
        StudyFiles files = new StudyFiles(new OutputDirectory(folder));
        files.read("bars.json");
        files.write("bars.json", "{\"coins\": {}}");
        assertTrue(damaged(folder).getMessage().contains("has no criterion [fair]"), damaged(folder).getMessage());
        files.write("bars.json", "{\"coins\": {\"fair\": {\"title\": 1}}}");
        assertTrue(damaged(folder).getMessage().contains("bars.json is damaged"), damaged(folder).getMessage());
    }

    /** A value that was set for one measure says nothing of another. */
    @Test
    void aCriterionForAnotherMeasureIsRefused() {
        StudyFiles files = new StudyFiles(new OutputDirectory(folder));
        String criteria = new String(files.read("bars.json"), StandardCharsets.UTF_8);
        String changed = criteria.replaceFirst("\"measure\" : \"", "$0log of ");
        assertTrue(!changed.equals(criteria), criteria);
        files.write("bars.json", changed);
        assertTrue(damaged(folder).getMessage().contains("another measure than this version"), damaged(folder).getMessage());
    }

    /** The file is not yet in its place, or is already, when the process ends. */
    @Test
    void aKilledProcessLeavesNoDamage() throws IOException {
        OutputDirectory files = new OutputDirectory(folder);
        byte[] old = files.read("coins.csv");
        StudyFiles study = new StudyFiles(files);
        String text = new String(study.read("coins.csv"), StandardCharsets.UTF_8);
        study.write("coins.csv", text.substring(0, text.lastIndexOf("\ntosses") + 1));
        byte[] now = study.read("coins.csv");
        Files.write(folder.resolve("coins.csv"), old);
        assertArrayEquals(old, new StudyFiles(files).read("coins.csv"));
        Files.write(folder.resolve("coins.csv"), now);
        assertArrayEquals(now, new StudyFiles(files).read("coins.csv"));
    }

    @Test
    void studiesThatAskForOtherThingsAreToldFromEqualOnes() throws IOException {
        Path other = finished("other", dataset(1, "z", "no", "yes"));
        StudyFiles files = new StudyFiles(new OutputDirectory(other));
        String criteria = new String(files.read("bars.json"), StandardCharsets.UTF_8);
        files.write("bars.json", criteria.replace("0.25", "0.125"));
        String table = new String(files.read("coins.csv"), StandardCharsets.UTF_8);
        // The last trial is lost.
        files.write("coins.csv", table.substring(0, table.indexOf("\ntosses=1000 seed=3") + 1));
        StudyComparison comparison = StudyComparison.of(List.of(COINS), new OutputDirectory(folder), new OutputDirectory(other));
        assertEquals(List.of("the target was y in the first study, in the second z",
                "experiment coins: the criterion 'fair' was \"Fair\": share of tails in 1000 tosses at least 0.25 in the first study, in the second "
                        + "\"Fair\": share of tails in 1000 tosses at least 0.125",
                "in the second study, coins is not finished: 1 of 6 trials are left"), comparison.settings());
        assertEquals(List.of("coins is not finished: 1 of 6 trials are left"), STUDY.unfinished(new OutputDirectory(other)));
        assertTrue(STUDY.report(new OutputDirectory(other)).summary().contains("No experiment is finished yet"));
    }

    @Test
    void twoEmptyStudiesAreNotTheSame() throws IOException {
        for (String name : List.of("one", "two")) {
            try (StudyDirectory study = StudyDirectory.lock(new OutputDirectory(scratch.resolve(name)))) {
                study.begin(manifest(dataset(1, "y", "no", "yes"), CPU), List.of(COINS));
            }
        }
        BnException e = assertThrows(BnException.class,
                () -> StudyComparison.of(List.of(COINS), new OutputDirectory(scratch.resolve("one")),
                        new OutputDirectory(scratch.resolve("two"))));
        assertTrue(e.getMessage().contains("nothing to compare"), e.getMessage());
    }
}
