package bn.experiments.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.report.Report;
import bn.experiments.report.Verdict;
import bn.experiments.result.OutputDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    };

    private static TrialContext context(BooleanSupplier cancelled) {
        return new TrialContext(SyntheticDigits.draw(1, 20, 5), protocol(SEEDS), name -> null, name -> null, cancelled);
    }

    private byte[] table(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name).resolve("coins.csv"));
    }

    @Test
    void theNumberOfWorkersChangesNothing() throws IOException {
        for (int workers : new int[] {1, 3, 50}) {
            CoinTosses coins = new CoinTosses(0);
            try (StudyDirectory study = begin("of" + workers, coins)) {
                new StudyRun(study, StudyRunTest::context, DEAF).run(List.of(coins), protocol(SEEDS), workers);
            }
            assertEquals(TRIALS, coins.tossed());
            assertArrayEquals(table("of1"), table("of" + workers));
        }
    }

    @Test
    void goesOnAfterAFailureAndEndsTheSame() throws IOException {
        CoinTosses whole = new CoinTosses(0);
        try (StudyDirectory study = begin("whole", whole)) {
            new StudyRun(study, StudyRunTest::context, DEAF).run(List.of(whole), protocol(SEEDS), 1);
        }
        CoinTosses failing = new CoinTosses(4);
        try (StudyDirectory study = begin("cut", failing)) {
            StudyRun run = new StudyRun(study, StudyRunTest::context, DEAF);
            BnException failure = assertThrows(BnException.class, () -> run.run(List.of(failing), protocol(SEEDS), 1));
            assertEquals("experiment coins, trial tosses=10 seed=4: the coin rolled away", failure.getMessage());
        }
        CoinTosses rest = new CoinTosses(0);
        try (StudyDirectory study = begin("cut", rest)) {
            new StudyRun(study, StudyRunTest::context, DEAF).run(List.of(rest), protocol(SEEDS), 2);
        }
        assertEquals(TRIALS - 3, rest.tossed(), "three trials were done before the failure");
        assertArrayEquals(table("whole"), table("cut"));
    }

    @Test
    void isInterrupted() {
        CoinTosses coins = new CoinTosses(0);
        try (StudyDirectory study = begin("stopped", coins)) {
            StudyRun run = new StudyRun(study, failed -> context(() -> coins.tossed() >= 2), DEAF);
            assertThrows(CancellationException.class, () -> run.run(List.of(coins), protocol(SEEDS), 1));
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
            new StudyRun(study, StudyRunTest::context, DEAF).run(List.of(coins), protocol(SEEDS), 1);
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
                new StudyRun(study, StudyRunTest::context, DEAF).run(List.of(coins), protocol(SEEDS), 1);
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
}
