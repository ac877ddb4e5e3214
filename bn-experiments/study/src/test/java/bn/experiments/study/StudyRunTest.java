package bn.experiments.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.experiments.data.Dataset;
import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.report.Report;
import bn.experiments.report.Verdict;
import bn.experiments.result.FolderMirror;
import bn.experiments.result.OutputDirectory;
import bn.experiments.result.Provenance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyRunTest {
    private static final int SEEDS = 4;
    private static final int TRIALS = 2 * SEEDS;

    @TempDir
    private Path folder;

    private static Protocol protocol(int seeds) {
        return new Protocol(DatasetSummary.of(SyntheticDigits.draw(1, 20, 5)), true, 1, seeds, "none", List.of());
    }

    private static StudyManifest manifest(int seeds) {
        return new StudyManifest("bn run coins", "", protocol(seeds), List.of(), List.of());
    }

    private StudyDirectory begin(String name, Experiment experiment) {
        StudyDirectory study = StudyDirectory.lock(new OutputDirectory(folder.resolve(name)));
        study.begin(manifest(SEEDS), List.of(experiment));
        return study;
    }

    private static final StudyListener DEAF = new StudyListener() {
        @Override
        public void progress(double done, double total, String detail) {}

        @Override
        public void finished(Experiment experiment, int trials, double seconds) {}

        @Override
        public void noted(String line) {}
    };

    private static final Dataset DATA = SyntheticDigits.draw(1, 20, 5);

    private static TrialContext context(BooleanSupplier cancelled) {
        return new TrialContext(DATA, protocol(SEEDS), name -> null, name -> null, cancelled);
    }

    private static TrialExecutor threads(int workers) {
        return new LocalTrials(workers, (data, protocol, stopped) -> context(stopped));
    }

    private static void run(StudyDirectory study, TrialExecutor executor, Experiment experiment) {
        new StudyRun(study, executor, DEAF).run(List.of(experiment), DATA, protocol(SEEDS));
    }

    private byte[] table(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name).resolve("coins.csv"));
    }

    @Test
    void theNumberOfWorkersChangesNothing() throws IOException {
        for (int workers : new int[] {1, 3, 50}) {
            CoinTosses coins = new CoinTosses(0);
            try (StudyDirectory study = begin("of" + workers, coins)) {
                run(study, threads(workers), coins);
            }
            assertEquals(TRIALS, coins.tossed());
            assertArrayEquals(table("of1"), table("of" + workers));
        }
    }

    @Test
    void goesOnAfterAFailureAndEndsTheSame() throws IOException {
        CoinTosses whole = new CoinTosses(0);
        try (StudyDirectory study = begin("whole", whole)) {
            run(study, threads(1), whole);
        }
        CoinTosses failing = new CoinTosses(4);
        try (StudyDirectory study = begin("cut", failing)) {
            BnException failure = assertThrows(BnException.class, () -> run(study, threads(1), failing));
            assertEquals("experiment coins, trial tosses=10 seed=4: the coin rolled away", failure.getMessage());
        }
        CoinTosses rest = new CoinTosses(0);
        try (StudyDirectory study = begin("cut", rest)) {
            run(study, threads(2), rest);
        }
        assertEquals(TRIALS - 3, rest.tossed(), "three trials were done before the failure");
        assertArrayEquals(table("whole"), table("cut"));
    }

    @Test
    void theOrderInWhichResultsComeChangesNothing() throws IOException {
        CoinTosses coins = new CoinTosses(0);
        try (StudyDirectory study = begin("ordered", coins)) {
            run(study, threads(1), coins);
        }
        for (long seed = 1; seed <= 10; seed++) {
            List<String> told = new ArrayList<>();
            Random random = new Random(seed);
            try (StudyDirectory study = begin("shuffled" + seed, coins)) {
                run(study, (data, protocol, tasks, observer) -> {
                    List<TrialTask> order = new ArrayList<>(tasks);
                    Collections.shuffle(order, random);
                    order.forEach(task -> {
                        observer.finished(task, task.run(context(() -> false)));
                        told.add(task.name());
                    });
                }, coins);
            }
            assertEquals(TRIALS, Set.copyOf(told).size());
            assertArrayEquals(table("ordered"), table("shuffled" + seed), () -> "in the order " + told);
        }
    }

    /** A process may be killed after any change to the mirror: what is there then is a study that another can go on with. */
    @Test
    void aMirrorIsAStudyAfterEachChange() throws IOException {
        CoinTosses coins = new CoinTosses(0);
        Path there = Files.createDirectories(folder.resolve("there"));
        List<String> changes = new ArrayList<>();
        FolderMirror mirror = new FolderMirror() {
            @Override
            public String name() {
                return "far:/away";
            }

            @Override
            public void written(String file, Path content) {
                try {
                    Files.copy(content, there.resolve(file), StandardCopyOption.REPLACE_EXISTING);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                changes.add(file);
                StudyFiles files = new StudyFiles(OutputDirectory.existing(there));
                files.written().stream().filter(files::has).forEach(files::read);
            }

            @Override
            public void deleted(String file) {
                throw new AssertionError("a study deletes nothing");
            }

            @Override
            public void close() {
                changes.add("closed");
            }
        };
        try (StudyDirectory study = StudyDirectory.lock(new OutputDirectory(folder.resolve("here"), mirror))) {
            study.begin(manifest(SEEDS), List.of(coins));
            run(study, threads(3), coins);
            assertThrows(IllegalStateException.class, () -> study.files().append("coins.csv", 0));
            String message = assertThrows(InvalidRequestException.class, () -> study.begin(manifest(SEEDS + 1), List.of()))
                    .getMessage();
            assertTrue(message.startsWith("far:/away holds another study"), message);
        }
        assertArrayEquals(table("here"), table("there"));
        assertEquals(2 * (2 + TRIALS) + 1, changes.size(), "each of criteria, manifest and trials, with its checksum");
        assertEquals("closed", changes.get(changes.size() - 1));
    }

    @Test
    void nothingIsExecutedWhenNothingIsLeft() {
        CoinTosses coins = new CoinTosses(0);
        try (StudyDirectory study = begin("done", coins)) {
            run(study, threads(1), coins);
            run(study, (data, protocol, tasks, observer) -> {
                throw new AssertionError(tasks + " are done");
            }, coins);
        }
    }

    /** What computes elsewhere gets into the manifest once, and a difference is said. */
    @Test
    void whatComputesElsewhereIsInTheManifest() {
        CoinTosses coins = new CoinTosses(0);
        List<String> notes = new ArrayList<>();
        StudyListener listener = new StudyListener() {
            @Override
            public void progress(double done, double total, String detail) {}

            @Override
            public void finished(Experiment experiment, int trials, double seconds) {}

            @Override
            public void noted(String line) {
                notes.add(line);
            }
        };
        Provenance here = provenance("17");
        Provenance there = provenance("25");
        try (StudyDirectory study = StudyDirectory.lock(new OutputDirectory(folder.resolve("far")))) {
            study.begin(new StudyManifest("bn run coins", "", protocol(SEEDS), List.of(here), List.of()), List.of(coins));
            new StudyRun(study, (data, protocol, tasks, observer) -> {
                observer.computedBy(here);
                observer.computedBy(there);
                observer.computedBy(there);
            }, listener).run(List.of(coins), DATA, protocol(SEEDS));
            assertEquals(List.of(here, there), StudyDirectory.manifest(study.files()).provenance());
        }
        assertEquals(
                List.of(folder.resolve("far") + " is computed by something else, too, so that numbers may differ by rounding "
                        + "or more: backend cpu: java was 17, now 25"),
                notes);
    }

    private static Provenance provenance(String java) {
        return new Provenance("0", java, "Linux", "cpu", "bn.cpu", "0", "bn-cpu.jar", "CPU", List.of("f32"), "none");
    }

    @Test
    void isInterrupted() {
        CoinTosses coins = new CoinTosses(0);
        try (StudyDirectory study = begin("stopped", coins)) {
            TrialExecutor stopped = new LocalTrials(1, (data, protocol, failed) -> context(() -> coins.tossed() >= 2));
            assertThrows(CancellationException.class, () -> run(study, stopped, coins));
        }
        ResultTable table = ResultTable.in(new StudyFiles(new OutputDirectory(folder.resolve("stopped"))), coins,
                protocol(SEEDS));
        assertEquals(TRIALS - 2, table.pending().size());
        Report report = new Study("t", List.of(), "", List.of(coins), List.of(), List.of())
                .report(new OutputDirectory(folder.resolve("stopped")));
        assertTrue(report.sections().get(0).paragraphs().get(0).startsWith("Not finished: 6 of 8"));
    }

    @Test
    void whatWasWrittenIsReadBack() {
        CoinTosses coins = new CoinTosses(0);
        OutputDirectory files = new OutputDirectory(folder.resolve("read"));
        try (StudyDirectory study = begin("read", coins)) {
            run(study, threads(1), coins);
        }
        List<Observation> measured = coins.trials(protocol(SEEDS)).stream()
                .flatMap(trial -> trial.run(context(() -> false)).stream())
                .toList();
        assertEquals(measured, ResultTable.in(new StudyFiles(files), coins, protocol(SEEDS)).results().observations());
        assertEquals(manifest(SEEDS), StudyDirectory.manifest(files));
    }

    @Test
    void aSecondProcessIsRefused() {
        CoinTosses coins = new CoinTosses(0);
        try (StudyDirectory study = begin("locked", coins)) {
            BnException failure = assertThrows(BnException.class, () -> StudyDirectory.lock(study.files()));
            assertTrue(failure.getMessage().startsWith("another process is writing to"), failure.getMessage());
        }
        StudyDirectory.lock(new OutputDirectory(folder.resolve("locked"))).close();
    }

    @Test
    void anotherStudyIsRefused() {
        try (StudyDirectory study = begin("other", new CoinTosses(0))) {
            InvalidRequestException failure = assertThrows(InvalidRequestException.class, () -> study.begin(manifest(SEEDS + 1),
                    List.of()));
            assertTrue(failure.getMessage().contains("the number of seeds was 4, now 5"), failure.getMessage());
            assertEquals(List.of(StudyRemedy.PROTOCOL, StudyRemedy.OTHER_FOLDER), failure.remedies());
        }
    }

    @Test
    void comparesStudies() {
        CoinTosses coins = new CoinTosses(0);
        List<OutputDirectory> files = List.of(new OutputDirectory(folder.resolve("one")),
                new OutputDirectory(folder.resolve("other")));
        for (OutputDirectory each : files) {
            try (StudyDirectory study = begin(each.path().getFileName().toString(), coins)) {
                run(study, threads(1), coins);
            }
        }
        StudyComparison same = StudyComparison.of(List.of(coins), files.get(0), files.get(1));
        assertEquals(List.of(new StudyComparison.Row("coins", 4, 0, 0, 0)), same.rows());
        String text = new String(files.get(1).read("coins.csv"), StandardCharsets.UTF_8);
        // One quantity up by 5 for all seeds, another moved to and fro.
        StringBuilder changed = new StringBuilder();
        int line = 0;
        for (String row : text.lines().toList()) {
            int value = row.lastIndexOf(',') + 1;
            boolean tails10 = row.contains(",10,tails,");
            boolean tails1000 = row.contains(",1000,tails,");
            double by = tails10 ? 5 + 1e-3 * line : tails1000 ? (line % 4 == 0 ? 1 : -1) : 0;
            changed.append(by == 0 ? row : row.substring(0, value) + (Double.parseDouble(row.substring(value)) + by))
                    .append('\n');
            line++;
        }
        StudyFiles second = new StudyFiles(files.get(1));
        second.read("coins.csv");
        second.write("coins.csv", changed.toString());
        Study study = new Study("t", List.of(), "", List.of(coins), List.of(), List.of());
        assertTrue(VerdictComparison.of(study, files.get(0), files.get(0)).claims().get(0).same());
        StudyComparison different = StudyComparison.of(List.of(coins), files.get(0), files.get(1));
        assertEquals(List.of(new StudyComparison.Row("coins", 2, 1, 1, 0)), different.rows());
        assertEquals("share tosses=10 side=tails", different.outside().get(0).quantity());
        assertEquals(5, different.outside().get(0).change().mean(), 0.02);
        assertFalse(different.outside().get(0).within());
        second.write("coins.csv", text.replaceAll("(,1000,tails,share,)0", "$1-0"));
        VerdictComparison.Pair turned = VerdictComparison.of(study, files.get(0), files.get(1)).claims().get(0);
        assertEquals(List.of(Verdict.SUPPORTED, Verdict.NOT_SUPPORTED),
                List.of(turned.first().verdict(), turned.second().verdict()));
        assertTrue(turned.opposite());
    }

    @Test
    void aConfirmationIsOfOtherDataByTheSameCriteria() {
        CoinTosses coins = new CoinTosses(0);
        OutputDirectory files = new OutputDirectory(folder.resolve("first"));
        try (StudyDirectory study = begin("first", coins)) {
            study.begin(manifest(SEEDS), List.of(coins));
        }
        // Results, of an experiment that is not always confirmed.
        new StudyFiles(files).write("coins.csv", "");
        Confirmation confirmation = Confirmation.of(files);
        DatasetSummary same = confirmation.protocol().data();
        assertTrue(assertThrows(InvalidRequestException.class, () -> confirmation.check(List.of(coins), same)).getMessage()
                .contains("the same numbers"));
        DatasetSummary other = DatasetSummary.of(SyntheticDigits.draw(99, 20, 10));
        confirmation.check(List.of(coins), other);
        // One of the experiments of a study can be confirmed alone.
        confirmation.check(List.of(), other);
    }
}
