package bn.experiments.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.DType;
import bn.api.InvalidRequestException;
import bn.api.norm.Affine;
import bn.api.norm.RunningAverage;
import bn.experiments.architecture.Architecture;
import bn.experiments.data.Dataset;
import bn.experiments.data.Examples;
import bn.experiments.data.csv.CsvDataset;
import bn.experiments.data.csv.CsvOptions;
import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.network.SgdOptions;
import bn.experiments.network.WeightDecay;
import bn.experiments.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeTest {
    @TempDir
    private Path scratch;
    private Path folder;

    @BeforeEach
    void train() {
        folder = scratch.resolve("run");
        new SmallRun().train(folder, 1, false);
    }

    private static void refused(String difference, Path folder, SmallRun run, TrainingPlan plan) {
        String message = assertThrows(InvalidRequestException.class, () -> run.train(folder, plan, true), difference)
                .getMessage();
        assertTrue(message.contains(difference) && message.lines().count() == 1, message);
    }

    @Test
    void anythingThatDecidesWhatIsComputedIsCompared() {
        Map<String, UnaryOperator<SmallRun>> others = new LinkedHashMap<>();
        others.put("rate-examples was 64, now 32", run -> run.rateExamples(32));
        others.put("dtype was \"f32\", now \"f64\"", run -> run.dtype(DType.FLOAT64));
        others.put("eps was 1.0E-5, now 0.001", run -> run.conventions(SmallRun.USUAL.withEps(0.001)));
        others.put("running-average was",
                run -> run.conventions(SmallRun.USUAL.withRunningAverage(new RunningAverage.Cumulative())));
        others.put("affine was", run -> run.conventions(SmallRun.USUAL.withAffine(Affine.fixedGamma(2))));
        others.put("the number of training examples was 96, now 80", run -> run.data(SmallRun.DIGITS.limit(80)));
        others.put("the SHA-256 of the training examples was", run -> run.data(SyntheticDigits.draw(2, 96, 20).pool(4)));
        Dataset d = SmallRun.DIGITS;
        int[] order = new Random(1).ints(0, 96).distinct().limit(96).toArray();
        others.put("the SHA-256 of the training examples was ",
                run -> run.data(with(d, d.train().select(order), d.classNames())));
        int[] labels = new int[96];
        others.put("the SHA-256 of the training examples was  ", run -> run.data(with(d, d.train().relabel(labels),
                d.classNames())));
        List<String> names = new ArrayList<>(d.classNames());
        names.set(0, "zero");
        others.put("the list of classes was [0, 1", run -> run.data(with(d, d.train(), names)));
        others.forEach((difference, other) -> {
            SmallRun run = other.apply(new SmallRun());
            refused(difference.strip(), folder, run, run.plan(2, 0.1));
        });
        TrainingPlan plan = new SmallRun().plan(2, 0.1);
        refused("seed was 7, now 8", folder, new SmallRun(), new TrainingPlan(plan.architecture(), plan.dtype(), "batch",
                plan.normalizationOptions(), 2, 16, plan.optimizer(), 0, 8));
        refused("batch-size was 16, now 32", folder, new SmallRun(), new TrainingPlan(plan.architecture(), plan.dtype(), "batch",
                plan.normalizationOptions(), 2, 32, plan.optimizer(), 0, 7));
        refused("noise-sigma was 0.0, now 0.5", folder, new SmallRun(),
                new TrainingPlan(plan.architecture(), plan.dtype(), "batch",
                        plan.normalizationOptions(), 2, 16, plan.optimizer(), 0.5, 7));
        refused("weight-decay was 0.0, now 0.1", folder, new SmallRun(),
                new TrainingPlan(plan.architecture(), plan.dtype(), "batch",
                        plan.normalizationOptions(), 2, 16, new SgdOptions(0.1, 0.9, 0.1, 0, 0), 0, 7));
        assertEquals(1, new SmallRun().train(folder, 2, true).size());
    }

    private static Dataset with(Dataset d, Examples train, List<String> names) {
        Examples all = train.select(IntStream.range(0, train.count()).toArray());
        Examples test = d.test().select(IntStream.range(0, d.test().count()).toArray());
        return new Dataset(d.name(), d.description(), all, test, d.target(), names, d.files());
    }

    /** Length and name of the file stay the same; only its content, the split, or the target changes. */
    @Test
    void aCsvFileIsComparedByWhatIsReadOfIt() throws IOException {
        Path file = scratch.resolve("a.csv");
        Random random = new Random(1);
        StringBuilder text = new StringBuilder("a,b,y,z\n");
        for (int i = 0; i < 60; i++) {
            text.append(random.nextInt(10, 100)).append(',').append(random.nextInt(10, 100)).append(',')
                    .append(random.nextBoolean() ? "p" : "q").append(',').append(random.nextBoolean() ? "p" : "q").append('\n');
        }
        Files.writeString(file, text);
        Path csv = scratch.resolve("csv");
        TrainingPlan plan = new TrainingPlan(Architecture.parse("3-4-2"), DType.FLOAT32, "batch", SmallRun.USUAL, 1, 12,
                new SgdOptions(0.1, 0, 0, 0, 0), 0, 7);
        // The other target is text too, so it is no feature: it is given as a number instead.
        Files.writeString(file, text.toString().replaceAll("(?m)p$", "1").replaceAll("(?m)q$", "0"));
        new SmallRun().data(csv(file, "y", 0.2, 1)).train(csv, plan, false);
        refused("the SHA-256 of the training examples was", csv, new SmallRun().data(csv(file, "y", 0.2, 2)), plan);
        refused("the number of training examples was 48, now 42", csv, new SmallRun().data(csv(file, "y", 0.3, 1)), plan);
        Files.writeString(file, Files.readString(file).replaceFirst("\n\\d\\d,", "\n77,"));
        refused("the SHA-256 of the t", csv, new SmallRun().data(csv(file, "y", 0.2, 1)), plan);
    }

    private static Dataset csv(Path file, String target, double fraction, long seed) {
        return CsvDataset.read(file,
                new CsvOptions(target, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                        fraction, seed));
    }

    @Test
    void whatOnlyRoundsOtherwiseIsSaid() throws IOException {
        edit("manifest.json", text -> text.replaceFirst("\"device\" : \"[^\"]*\"", "\"device\" : \"another\""));
        SmallRun run = new SmallRun();
        assertEquals(1, run.train(folder, 2, true).size());
        assertTrue(run.notes().toString().contains("device was \"another\", now"), run.notes()::toString);
        SmallRun again = new SmallRun();
        again.train(folder, 3, true);
        assertEquals(List.of(), again.notes());
    }

    @Test
    void anotherCommitIsSaidAndTheRunGoesOn() throws IOException {
        edit("manifest.json", text -> text.replaceFirst("\"bn\" : \"[^\"]*\"", "\"bn\" : \"0.1.0\""));
        SmallRun run = new SmallRun();
        assertEquals(1, run.train(folder, 2, true).size());
        assertTrue(run.notes().toString().contains("bn was \"0.1.0\", now \""), run.notes()::toString);
    }

    @Test
    void aRunThatIsNotThereIsBegunAndSaid() {
        SmallRun run = new SmallRun();
        assertEquals(1, run.train(scratch.resolve("new"), 1, true).size());
        assertTrue(run.notes().toString().contains("no run in the output folder"), run.notes()::toString);
    }

    @Test
    void aRunThatHasTheEpochsIsLeftAlone() throws IOException {
        new SmallRun().train(folder, 2, true);
        for (int epochs : new int[] {1, 2}) {
            byte[] manifest = Files.readAllBytes(folder.resolve("manifest.json"));
            SmallRun run = new SmallRun();
            assertEquals(List.of(), run.train(folder, epochs, true));
            assertTrue(run.notes().get(0).startsWith("Note: the run has 2 epochs already, and " + epochs + " w"),
                    run.notes()::toString);
            assertArrayEquals(manifest, Files.readAllBytes(folder.resolve("manifest.json")));
        }
    }

    private void edit(String file, UnaryOperator<String> change) throws IOException {
        Path path = folder.resolve(file);
        String text = Files.readString(path);
        String changed = change.apply(text);
        assertTrue(!changed.equals(text), "the change changes something");
        Files.writeString(path, changed);
    }

    /** Each is refused in one line that names the file. */
    @Test
    void aDamagedFolderIsNotGoneOnWith() throws IOException {
        damaged("metrics.csv", "");
        damaged("metrics.csv", text -> text.replaceFirst("\n", "\n\n"));
        damaged("metrics.csv", text -> text.substring(0, text.length() - 1));
        damaged("metrics.csv", text -> text.replaceFirst("\n.*\n", "\n"));
        damaged("metrics.csv", text -> text.replaceFirst("\n1,", "\n2,"));
        damaged("metrics.csv", text -> text.replaceFirst("\n1,", "\nx,"));
        damaged("metrics.csv", text -> text.replaceFirst("\n1,", "\n-1,"));
        damaged("metrics.csv", text -> text.replaceFirst("\n1,", "\n1e99,"));
        damaged("metrics.csv", text -> text.replaceFirst("\n1,", "\n1,1,"));
        damaged("metrics.csv", text -> text.replaceFirst("\n1,(.)", "\n1,9$1"));
        damaged("metrics.csv", text -> text.replace("\n", "\r\n"));
        damaged("metrics.csv", text -> text.replace("testLoss", "loss"));
        damaged("metrics.csv", text -> text.replaceFirst(",([^,]*)\n$", ",1$1\n"));
        damaged("metrics.csv", text -> text.replaceFirst(",[^,]*\n$", ",NaN\n"));
        damaged("rates.csv", "");
        damaged("rates.csv", text -> text.replaceFirst("1,2,3,.*\n", ""));
        damaged("rates.csv", text -> text.replaceFirst("\n1,1,1,", "\n1,1,2,"));
        damaged("rates.csv", text -> text.replaceFirst(",ok\n", ",fine\n"));
        damaged("rates.csv", text -> text.replaceFirst("\n1,1,1,[^,]*,", "\n1,1,1,NaN,"));
        for (String manifest : List.of("", "null", "[]", "{}", "{\"epochsDone\":1}", "3", "\"text\"", "{", "\u0000\u0000",
                "[null]")) {
            damaged("manifest.json", manifest);
        }
        damaged("manifest.json", text -> text.substring(0, text.length() / 2));
        damaged("manifest.json", text -> text + text);
        damaged("manifest.json", text -> text.replace("\"epochsDone\" : 1", "\"epochsDone\" : \"1\""));
        damaged("manifest.json", text -> text.replace("\"epochsDone\" : 1", "\"epochsDone\" : 1.0"));
        damaged("manifest.json", text -> text.replace("\"epochsDone\" : 1", "\"epochsDone\" : 1e99"));
        damaged("manifest.json", text -> text.replace("\"epochsDone\" : 1", "\"epochsDone\" : null"));
        damaged("manifest.json", text -> text.replace("\"epochsDone\" : 1", "\"epochsDone\" : 1, \"epochsDone\" : 1"));
        damaged("manifest.json", text -> text.replace("\"settings\" : {", "\"settings\" : 3, \"s\" : {"));
        damaged("manifest.json", text -> text.replaceFirst("\"classNames\" : \\[[^]]*]", "\"classNames\" : [null]"));
        damaged("manifest.json", text -> text.replaceFirst("\"sha256\" : \\{[^}]*}", "\"sha256\" : null"));
        damaged("manifest.json", text -> text.replaceFirst("\"sha256\" : \\{[^}]*}", "\"sha256\" : {}"));
        for (int epochs : new int[] {-1, 0}) {
            damaged("manifest.json", text -> text.replace("\"epochsDone\" : 1", "\"epochsDone\" : " + epochs));
        }
        for (int epochs : new int[] {2, 3, Integer.MAX_VALUE}) {
            String text = Files.readString(folder.resolve("manifest.json"));
            edit("manifest.json", manifest -> manifest.replace("\"epochsDone\" : 1", "\"epochsDone\" : " + epochs));
            refused("its epoch is 1");
            Files.writeString(folder.resolve("manifest.json"), text);
        }
        Path checkpoint = folder.resolve("checkpoint.safetensors");
        byte[] kept = Files.readAllBytes(checkpoint);
        for (byte[] bytes : List.of(new byte[0], new byte[4096], Arrays.copyOf(kept, kept.length - 1))) {
            Files.write(checkpoint, bytes);
            refused("checkpoint.safetensors");
        }
        Files.write(checkpoint, kept);
        for (String file : List.of("metrics.csv", "rates.csv", "checkpoint.safetensors", "manifest.json")) {
            byte[] bytes = Files.readAllBytes(folder.resolve(file));
            Files.delete(folder.resolve(file));
            refused(file);
            Files.write(folder.resolve(file), bytes);
        }
        assertEquals(1, new SmallRun().train(folder, 2, true).size());
    }

    private void damaged(String file, String content) throws IOException {
        damaged(file, text -> content);
    }

    private void damaged(String file, UnaryOperator<String> change) throws IOException {
        String text = Files.readString(folder.resolve(file));
        edit(file, change);
        refused(file);
        Files.writeString(folder.resolve(file), text);
    }

    private void refused(String named) {
        BnException e = assertThrows(BnException.class, () -> new SmallRun().train(folder, 2, true), named);
        assertTrue(e.getMessage().contains(named) && e.getMessage().lines().count() == 1, e.getMessage());
    }

    /** Rows of an epoch whose other files were not written, whole or not: they are computed again, and the user is told. */
    @Test
    void rowsAfterTheLastCommitAreWrittenAgain() throws IOException {
        new SmallRun().train(scratch.resolve("whole"), 2, false);
        Map<String, String> tails = Map.of("metrics.csv", "2,0.5,0.5,0.5,0.5,1.0,9", "rates.csv", "2,1,1,1.0,,,,,ok\n2,1,2,");
        for (Map.Entry<String, String> tail : tails.entrySet()) {
            Files.writeString(folder.resolve(tail.getKey()), tail.getValue(), StandardOpenOption.APPEND);
        }
        SmallRun run = new SmallRun();
        assertEquals(1, run.train(folder, 2, true).size());
        for (String table : tails.keySet()) {
            assertTrue(run.notes().toString().contains(table + " has rows after epoch 1"), run.notes()::toString);
        }
        assertEquals(Files.readString(scratch.resolve("whole/rates.csv")), Files.readString(folder.resolve("rates.csv")));
        assertEquals(3, Files.readAllLines(folder.resolve("metrics.csv")).size());
    }

    /**
     * A commit that was cut off before its manifest: the new checkpoint is in its place, whole or damaged, and the older one is
     * kept.
     */
    @Test
    void theCheckpointOfTheLastCommitIsKeptUntilTheNextIsComplete() throws IOException {
        Path whole = scratch.resolve("whole");
        new SmallRun().train(whole, 2, false);
        byte[] next = Files.readAllBytes(whole.resolve("checkpoint.safetensors"));
        byte[] first = Files.readAllBytes(folder.resolve("checkpoint.safetensors"));
        for (byte[] checkpoint : List.of(next, new byte[4096], new byte[0])) {
            Path cut = Files.createDirectory(scratch.resolve("cut" + checkpoint.length));
            for (String file : List.of("metrics.csv", "rates.csv", "manifest.json")) {
                Files.copy(folder.resolve(file), cut.resolve(file));
            }
            Files.write(cut.resolve("checkpoint.safetensors"), checkpoint);
            Files.write(cut.resolve(".checkpoint-kept.safetensors"), first);
            SmallRun run = new SmallRun();
            assertEquals(1, run.train(cut, 2, true).size());
            assertTrue(run.notes().toString().contains("checkpoint.safetensors is not that of epoch 1"), run.notes()::toString);
            assertArrayEquals(next, Files.readAllBytes(cut.resolve("checkpoint.safetensors")));
            assertEquals(Files.readString(whole.resolve("rates.csv")), Files.readString(cut.resolve("rates.csv")));
            assertFalse(Files.exists(cut.resolve(".checkpoint-kept.safetensors")));
        }
    }

    /** The file is not replaced: an epoch appends only its own rows. */
    @Test
    void tablesAreNotWrittenAnew() throws IOException {
        Map<String, Object> keys = new LinkedHashMap<>();
        for (String table : List.of("metrics.csv", "rates.csv")) {
            keys.put(table, Files.readAttributes(folder.resolve(table), BasicFileAttributes.class).fileKey());
        }
        new SmallRun().train(folder, 3, true);
        for (String table : keys.keySet()) {
            assertEquals(keys.get(table), Files.readAttributes(folder.resolve(table), BasicFileAttributes.class).fileKey());
        }
    }

    /** Files of two runs in one folder. */
    @Test
    void filesOfAnotherRunAreNoticed() throws IOException {
        Path other = scratch.resolve("other");
        SmallRun run = new SmallRun();
        run.train(other, run.plan(1, 0.2), false);
        for (String file : List.of("metrics.csv", "rates.csv", "checkpoint.safetensors")) {
            byte[] kept = Files.readAllBytes(folder.resolve(file));
            Files.copy(other.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            refused(file);
            Files.write(folder.resolve(file), kept);
        }
        assertTrue(Files.exists(folder.resolve("manifest.json")));
    }

    @Test
    void aDecayOfWhatIsNotLearnedIsRefused() {
        for (Consumer<SmallRun> change : List.<Consumer<SmallRun>>of(
                run -> run.conventions(SmallRun.USUAL.withAffine(Affine.fixedGamma(2))),
                run -> run.conventions(SmallRun.USUAL.withAffine(Affine.off())))) {
            SmallRun run = new SmallRun();
            change.accept(run);
            TrainingPlan plan = run.plan(1, 0.1);
            TrainingPlan decayed = new TrainingPlan(plan.architecture(), plan.dtype(), "batch", plan.normalizationOptions(), 1,
                    16,
                    new SgdOptions(0.1, 0, 0, 0.5, 0), 0, 7);
            InvalidRequestException e = assertThrows(InvalidRequestException.class, () -> run.train(scratch.resolve("decay"),
                    decayed, false));
            assertTrue(e.getMessage().contains("the decay 0.5 of gamma has no effect"), e.getMessage());
        }
    }

    /** Without normalization there are weights that are not normalized, and biases. */
    @Test
    void aDecayOfWeightsThatThereAreNotIsRefused() {
        TrainingPlan usual = new SmallRun().plan(1, 0.1);
        TrainingPlan other = new TrainingPlan(usual.architecture(), usual.dtype(), "none", usual.normalizationOptions(), 1, 16,
                new SgdOptions(0.1, 0, false, new WeightDecay(0.5, 0.25, 0, 0, 0.5)), 0, 7);
        String message = assertThrows(InvalidRequestException.class,
                () -> new SmallRun().train(scratch.resolve("decay"), other, false)).getMessage();
        assertTrue(message.startsWith("the decay 0.5 of weights that are normalized has no effect"), message);
        TrainingPlan shared = new TrainingPlan(usual.architecture(), usual.dtype(), "none", usual.normalizationOptions(), 1, 16,
                new SgdOptions(0.1, 0, false, new WeightDecay(0.5, 0.5, 0, 0, 0.5)), 0, 7);
        assertEquals(1, new SmallRun().train(scratch.resolve("shared"), shared, false).size());
    }
}
